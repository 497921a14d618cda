package dev.reelport.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenKeysTest {

  private static final String LONG = "cGxhbnRlZC1rZXktdGhhdC1ub2JvZHktbWF5LXNlZSE=";

  @Test
  void theFirstKeyEncryptsAndAllDecrypt() {
    // When
    TokenKeys keys = TokenKeys.parse(" new:" + LONG + " , old_1:" + LONG + "\n");

    // Then
    assertThat(keys.current().id()).isEqualTo("new");
    assertThat(keys.find("old_1")).isPresent();
    assertThat(keys.find("other")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', entry 1 is not written as id:key",
    "k:KEY, entry 1 has a key that is not 32 bytes long",
    "'a:GOOD,', entry 2 is not written as id:key",
    "'a:GOOD,GOOD', entry 2 is not written as id:key",
    "':GOOD', entry 1 needs an id",
    "'a.b:GOOD', entry 1 needs an id",
    "'a:GOOD,b:plänted', entry 2 has a key that is not Base64",
    "'a:GOOD,b:', entry 2 has a key that is not 32 bytes long",
    "'a:GOOD,a:GOOD', two keys of the same id",
  })
  void whatIsMalformedIsNamedWithoutBeingRepeated(String setting, String complaint) {
    String planted = Base64.getEncoder().encodeToString("planted".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> TokenKeys.parse(setting.replace("GOOD", LONG).replace("KEY", planted)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint)
        .hasMessageStartingWith("TOKEN_ENCRYPTION_KEYS")
        .hasMessageNotContainingAny(LONG, planted, "plänted")
        .hasNoCause();
  }

  @Test
  void noKeyShowsItself() {
    TokenKeys keys = TokenKeys.parse("a:" + LONG);

    assertThat(keys + " " + keys.current() + " " + keys.all()).doesNotContain(LONG, "planted");
  }
}
