package dev.reelport.connections;

import static dev.reelport.connections.Keys.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.platform.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConsentCodesTest {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final Instant END = NOW.plus(Duration.ofMinutes(10));

  private final ConsentCodes codes = new ConsentCodes(Keys.of("a"));
  private final UUID id = UUID.randomUUID();

  @Test
  void aStateIsKnownAgainUntilItsTimeIsOver() {
    // Given
    String state = codes.state(id, ANN, END);

    // Then
    assertThat(state).matches("[A-Za-z0-9_-]{96}").doesNotContain("ann");
    assertThat(codes.read(state, NOW).orElseThrow().id()).isEqualTo(id);
    assertThat(codes.read(state, END.minusMillis(1))).isPresent();
    assertThat(codes.read(state, END)).isEmpty();
  }

  @Test
  void aStateIsOfOneUserOnly() {
    ConsentCodes.Presented state = codes.read(codes.state(id, ANN, END), NOW).orElseThrow();

    assertThat(state.isOf(ANN)).isTrue();
    assertThat(state.isOf(new UserId("bob"))).isFalse();
  }

  @Test
  void whatWeDidNotSignIsNoState() {
    // Given
    String state = codes.state(id, ANN, END);

    // Then
    for (int at = 0; at < state.length(); at++) {
      StringBuilder changed = new StringBuilder(state);
      changed.setCharAt(at, state.charAt(at) == 'B' ? 'C' : 'B');
      assertThat(codes.read(changed.toString(), NOW)).as("character " + at).isEmpty();
    }
    assertThat(codes.read("", NOW)).isEmpty();
    assertThat(codes.read("%00", NOW)).isEmpty();
    assertThat(codes.read(state + "A", NOW)).isEmpty();
    assertThat(codes.read(state.substring(1), NOW)).isEmpty();
    assertThat(new ConsentCodes(Keys.of("b")).read(state, NOW)).isEmpty();
  }

  @Test
  void theVerifierIsTheOneOfTheChallengeAlsoAfterAKeyWasPutInFront() throws Exception {
    // Given
    String state = codes.state(id, ANN, END);
    String challenge = codes.challenge(id);

    // When
    ConsentCodes later = new ConsentCodes(Keys.of("b", "a"));
    ConsentCodes.Presented presented = later.read(state, NOW).orElseThrow();
    String verifier = presented.verifier().reveal();

    // Then
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(hash)).isEqualTo(challenge);
    assertThat(verifier).matches("[A-Za-z0-9_-]{43}");
    assertThat(presented.isOf(ANN)).isTrue();
    assertThat(codes.challenge(UUID.randomUUID())).isNotEqualTo(challenge);
  }
}
