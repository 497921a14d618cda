package dev.reelport.connections;

import static dev.reelport.connections.Keys.ANN;
import static dev.reelport.connections.Keys.CONNECTION;
import static dev.reelport.connections.Keys.refreshOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelport.platform.Secret;
import dev.reelport.platform.UserId;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenCipherTest {

  private static final Secret TOKEN = new Secret("1//planted-refresh-token");
  private static final TokenBinding HOME = refreshOf(ANN, CONNECTION);

  private final TokenCipher cipher = new TokenCipher(Keys.of("a"));

  @Test
  void whatIsEncryptedComesBackAndShowsNothing() {
    // When
    String stored = cipher.encrypt(TOKEN, HOME);

    // Then
    assertThat(stored).matches("v1\\.a\\.[A-Za-z0-9_-]+").doesNotContain("planted");
    assertThat(cipher.decrypt(stored, HOME).reveal()).isEqualTo(TOKEN.reveal());
  }

  @Test
  void noTwoValuesAreAlike() {
    Set<String> nonces = new HashSet<>();
    for (int n = 0; n < 1_000; n++) {
      nonces.add(cipher.encrypt(TOKEN, HOME).substring("v1.a.".length(), "v1.a.".length() + 16));
    }
    assertThat(nonces).hasSize(1_000);
  }

  @Test
  void everyChangedCharacterIsNoticed() {
    // Given
    String stored = cipher.encrypt(TOKEN, HOME);

    for (int at = 0; at < stored.length(); at++) {
      // When
      StringBuilder changed = new StringBuilder(stored);
      changed.setCharAt(at, stored.charAt(at) == 'B' ? 'C' : 'B');

      // Then
      isUnreadable(changed.toString(), HOME);
    }
    for (int length = 0; length < stored.length(); length++) {
      isUnreadable(stored.substring(0, length), HOME);
    }
    isUnreadable(stored + "=", HOME);
    isUnreadable(stored + ".", HOME);
  }

  @Test
  void aTokenIsReadNowhereButWhereItBelongs() {
    // Given
    String stored = cipher.encrypt(TOKEN, HOME);

    // Then
    isUnreadable(stored, refreshOf(new UserId("bob"), CONNECTION));
    isUnreadable(stored, refreshOf(ANN, new ConnectionId(UUID.randomUUID())));
    isUnreadable(stored, new TokenBinding(ANN, CONNECTION, TokenBinding.Kind.ACCESS));
  }

  @Test
  void keysAreRotatedOneByOne() {
    // Given
    String old = cipher.encrypt(TOKEN, HOME);
    TokenCipher both = new TokenCipher(Keys.of("b", "a"));

    // When
    String young = both.encrypt(both.decrypt(old, HOME), HOME);

    // Then
    assertThat(young).startsWith("v1.b.");
    assertThat(both.olderKeys()).containsExactly("a");
    TokenCipher newOnly = new TokenCipher(Keys.of("b"));
    assertThat(newOnly.decrypt(young, HOME).reveal()).isEqualTo(TOKEN.reveal());
    assertThatThrownBy(() -> newOnly.decrypt(old, HOME))
        .isInstanceOf(UnreadableTokenException.class)
        .hasMessage("The key of a stored token is not set");
  }

  @Test
  void aKeyUnderTheIdOfAnotherReadsNothing() {
    // Given
    TokenCipher impostor =
        new TokenCipher(TokenKeys.parse("a:" + Keys.base64("something else entirely")));

    // Then
    assertThatThrownBy(() -> impostor.decrypt(cipher.encrypt(TOKEN, HOME), HOME))
        .isInstanceOf(UnreadableTokenException.class);
  }

  @Test
  void aSecretSaysNothing() {
    assertThat(TOKEN + " " + HOME).doesNotContain("planted");
  }

  private void isUnreadable(String stored, TokenBinding binding) {
    assertThatThrownBy(() -> cipher.decrypt(stored, binding))
        .isInstanceOf(UnreadableTokenException.class)
        .hasMessageNotContaining("planted")
        .hasNoCause();
  }
}
