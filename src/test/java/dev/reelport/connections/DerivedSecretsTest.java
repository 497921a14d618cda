package dev.reelport.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.platform.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DerivedSecretsTest {

  private static final String ONE = "one:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
  private static final String TWO = "two:CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=";

  private final DerivedSecrets secrets =
      new DerivedSecrets(Optional.of(TokenKeys.parse(TWO + "," + ONE)));

  @Test
  void theSameNameIsTheSameSecretAsLongAsItsKeyIsSet() {
    assertThat(secrets.currentKey()).contains("two");
    String before = derived(new DerivedSecrets(Optional.of(TokenKeys.parse(ONE))), "one", "a");
    assertThat(derived(secrets, "one", "a")).isEqualTo(before).hasSize(64);
    assertThat(secrets.derive("three", "use", "a")).isEmpty();
  }

  @Test
  void anotherKeyUseOrNameIsAnotherSecret() {
    assertThat(derived(secrets, "one", "a"))
        .isNotEqualTo(derived(secrets, "two", "a"))
        .isNotEqualTo(derived(secrets, "one", "b"))
        .isNotEqualTo(secrets.derive("one", "other", "a").map(Secret::reveal).orElseThrow());
  }

  @Test
  void withoutKeysThereAreNone() {
    DerivedSecrets none = new DerivedSecrets(Optional.empty());
    assertThat(none.currentKey()).isEmpty();
    assertThat(none.derive("one", "use", "a")).isEmpty();
  }

  private static String derived(DerivedSecrets from, String key, String name) {
    return from.derive(key, "use", name).map(Secret::reveal).orElseThrow();
  }
}
