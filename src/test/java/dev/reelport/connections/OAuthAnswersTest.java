package dev.reelport.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthAnswersTest {

  @Test
  void aRefreshGivesAnAccessTokenAndMostlyNoRefreshToken() {
    // When
    Granted granted =
        granted(
            "{\"access_token\":\"ya29.a\",\"expires_in\":3599,\"scope\":\"a  b a\","
                + "\"token_type\":\"Bearer\"}");

    // Then
    assertThat(granted.accessToken().reveal()).isEqualTo("ya29.a");
    assertThat(granted.lifetime()).isEqualTo(Duration.ofSeconds(3599));
    assertThat(granted.refreshToken()).isEmpty();
    assertThat(granted.scopes()).containsExactlyInAnyOrder("a", "b");
    assertThat(granted.toString()).doesNotContain("ya29");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{}",
        "{\"access_token\":\"\",\"expires_in\":1}",
        "{\"access_token\":\"a b\",\"expires_in\":1}",
        "{\"access_token\":\"a\\u0000\",\"expires_in\":1}",
        "{\"access_token\":[\"a\"],\"expires_in\":1}",
        "{\"access_token\":\"a\"}",
        "{\"access_token\":\"a\",\"expires_in\":0}",
        "{\"access_token\":\"a\",\"expires_in\":-5}",
        "{\"access_token\":\"a\",\"expires_in\":\"soon\"}",
        "<html>"
      })
  void whatHasNoTokensIsAnIllnessOfGooglesAndNoReasonToReconnect(String body) {
    assertThatThrownBy(() -> granted(body))
        .isInstanceOf(OAuthFailure.Unavailable.class)
        .hasNoCause();
  }

  @Test
  void aLifeWithoutEndEnds() {
    Granted granted = granted("{\"access_token\":\"a\",\"expires_in\":9223372036854775807}");

    assertThat(granted.lifetime()).isEqualTo(Duration.ofDays(1));
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_grant, InvalidGrant",
    "400, invalid_request, Refused",
    "401, invalid_client, Refused",
    "401, invalid_grant, Refused",
    "403, x, Refused",
    "302, invalid_grant, Unavailable",
    "429, invalid_grant, Unavailable",
    "500, invalid_grant, Unavailable",
    "503, x, Unavailable",
  })
  void onlyInvalidGrantSaysAnythingAboutTheGrant(int status, String error, String failure) {
    byte[] body = ("{\"error\":\"" + error + "\"}").getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> OAuthAnswers.read(status, body))
        .isInstanceOf(OAuthFailure.class)
        .extracting(thrown -> thrown.getClass().getSimpleName())
        .isEqualTo(failure);
  }

  @Test
  void messagesDoNotRepeatWhatGoogleSent() {
    byte[] body = "{\"error\":\"Planted, text\"}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> OAuthAnswers.read(403, body))
        .hasMessage("Google's OAuth server answered 403");
  }

  private static Granted granted(String body) {
    return OAuthAnswers.granted(OAuthAnswers.read(200, body.getBytes(StandardCharsets.UTF_8)));
  }
}
