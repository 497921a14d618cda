package dev.reelport.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.youtube.YouTubeFailure.BadRequest;
import dev.reelport.youtube.YouTubeFailure.DayUsedUp;
import dev.reelport.youtube.YouTubeFailure.Forbidden;
import dev.reelport.youtube.YouTubeFailure.Garbage;
import dev.reelport.youtube.YouTubeFailure.InvalidPageToken;
import dev.reelport.youtube.YouTubeFailure.Misconfigured;
import dev.reelport.youtube.YouTubeFailure.NotFound;
import dev.reelport.youtube.YouTubeFailure.Throttled;
import dev.reelport.youtube.YouTubeFailure.TokenRefused;
import dev.reelport.youtube.YouTubeFailure.Unauthorized;
import dev.reelport.youtube.YouTubeFailure.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureMappingTest {

  private static final Map<String, Class<? extends YouTubeFailure>> RECORDED =
      Map.ofEntries(
          Map.entry("400.API_KEY_INVALID.json", Misconfigured.class),
          Map.entry("400.badRequest.invalidArgument.json", BadRequest.class),
          Map.entry("400.keyInvalid.legacy.json", Misconfigured.class),
          Map.entry("400.missingRequiredParameter.json", BadRequest.class),
          Map.entry("403.accessNotConfigured.SERVICE_DISABLED.json", Misconfigured.class),
          Map.entry("403.dailyLimitExceeded.legacy.json", DayUsedUp.class),
          Map.entry("403.forbidden.noKey.json", Misconfigured.class),
          Map.entry("403.permission.SERVICE_UNAVAILABLE.json", Forbidden.class),
          Map.entry("403.quotaExceeded.json", DayUsedUp.class),
          Map.entry("404.playlistNotFound.json", NotFound.class),
          Map.entry("429.rateLimitExceeded.SearchQueriesPerDay.json", DayUsedUp.class),
          Map.entry("429.rateLimitExceeded.VideoUploadsPerDay.json", DayUsedUp.class),
          Map.entry("503.backendError.json", Unavailable.class));

  @Test
  void everyRecordedErrorMeansWhatItMeant() throws IOException {
    Map<String, byte[]> bodies = Recorded.folder("errors");

    assertThat(bodies.keySet()).containsAll(RECORDED.keySet());
    RECORDED.forEach(
        (file, type) -> {
          int status = Integer.parseInt(file.substring(0, 3));
          assertThat(of(status, bodies.get(file))).describedAs(file).isExactlyInstanceOf(type);
        });
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        row(400, "missingRequiredParameter", BadRequest.class),
        row(400, "invalidFilters", BadRequest.class),
        row(400, "incompatibleParameters", BadRequest.class),
        row(400, "unexpectedParameter", BadRequest.class),
        row(400, "unknownPart", BadRequest.class),
        row(400, "invalidPageToken", InvalidPageToken.class),
        row(400, "badRequest", BadRequest.class),
        row(400, "keyInvalid", Misconfigured.class),
        row(400, "keyExpired", Misconfigured.class),
        row(400, "playlistIdRequired", BadRequest.class),
        row(400, "playlistOperationUnsupported", BadRequest.class),
        row(401, "authError", Misconfigured.class),
        row(401, "required", Misconfigured.class),
        row(401, "authorizationRequired", Misconfigured.class),
        row(401, "youtubeSignupRequired", Misconfigured.class),
        row(403, "quotaExceeded", DayUsedUp.class),
        row(403, "dailyLimitExceeded", DayUsedUp.class),
        row(403, "rateLimitExceeded", Throttled.class),
        row(403, "userRateLimitExceeded", Throttled.class),
        row(429, "rateLimitExceeded", Throttled.class),
        row(429, "quotaExceeded", DayUsedUp.class),
        row(403, "forbidden", Misconfigured.class),
        row(403, "accessNotConfigured", Misconfigured.class),
        row(403, "SERVICE_UNAVAILABLE", Forbidden.class),
        row(403, "insufficientPermissions", Unauthorized.class),
        row(403, "channelForbidden", Forbidden.class),
        row(403, "channelClosed", Forbidden.class),
        row(403, "channelSuspended", Forbidden.class),
        row(403, "channelNotFound", NotFound.class),
        row(403, "authenticatedUserAccountClosed", Forbidden.class),
        row(403, "authenticatedUserAccountSuspended", Forbidden.class),
        row(403, "authenticatedUserNotChannel", Forbidden.class),
        row(403, "accountDelegationForbidden", Forbidden.class),
        row(403, "playlistItemsNotAccessible", Forbidden.class),
        row(403, "watchHistoryNotAccessible", Forbidden.class),
        row(403, "watchLaterNotAccessible", Forbidden.class),
        row(403, "playlistForbidden", Forbidden.class),
        row(403, "subscriptionForbidden", Forbidden.class),
        row(404, "playlistNotFound", NotFound.class),
        row(404, "channelNotFound", NotFound.class),
        row(404, "videoNotFound", NotFound.class),
        row(409, "conflict", BadRequest.class),
        row(412, "conditionNotMet", BadRequest.class),
        row(500, "backendError", Unavailable.class),
        row(500, "internalError", Unavailable.class),
        row(503, "SERVICE_UNAVAILABLE", Unavailable.class),
        row(503, "quotaExceeded", Unavailable.class));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyReasonIsReadFromEveryEnvelope(
      int status, String reason, Class<? extends YouTubeFailure> type) {
    String legacy =
        "{\"error\":{\"errors\":[{\"domain\":\"d\",\"reason\":\"%s\",\"message\":\"<b>\"}],"
            + "\"code\":403,\"message\":\"{0}\"}}";
    String modern =
        "{\"error\":{\"code\":403,\"message\":\"m\",\"status\":\"PERMISSION_DENIED\",\"errors\":"
            + "[{\"message\":\"m\",\"reason\":\"%s\"}],\"details\":[{\"@type\":\"x\"},7,null]}}";
    String detailsOnly = "{\"error\":{\"code\":403,\"details\":[{\"reason\":\"%s\"}]}}";

    for (String envelope : new String[] {legacy, modern, detailsOnly}) {
      assertThat(of(status, envelope.formatted(reason))).isExactlyInstanceOf(type);
    }
  }

  static Stream<Arguments> bodiesWithoutReason() {
    return Stream.of(
        row(302, "", Garbage.class),
        row(304, "", Garbage.class),
        row(400, "<html>", BadRequest.class),
        row(401, "", Misconfigured.class),
        row(403, "{\"error\":{\"code\":403,\"message\":\"blocked\"}}", Misconfigured.class),
        row(403, "{\"error\":{\"errors\":[],\"status\":\"P\"}}", Misconfigured.class),
        row(404, "<html>", NotFound.class),
        row(404, "{\"error\":\"text\"}", NotFound.class),
        row(408, "", Unavailable.class),
        row(429, "<html>", Throttled.class),
        row(429, "[]", Throttled.class),
        row(500, "<html>", Unavailable.class),
        row(502, "", Unavailable.class),
        row(504, "{\"error\":{\"errors\":[{\"reason\":7}]}}", Unavailable.class));
  }

  @ParameterizedTest
  @MethodSource("bodiesWithoutReason")
  void theStatusDecidesWhereThereIsNoReason(
      int status, String body, Class<? extends YouTubeFailure> type) {
    assertThat(of(status, body)).isExactlyInstanceOf(type);
  }

  @ParameterizedTest
  @CsvSource({
    "quota_unit, 1/d/{project}, true",
    "quota_limit, defaultPerDayPerProject, true",
    "quota_unit, 1/min/{project}, false",
    "quota_limit, defaultPerMinutePerProject, false"
  })
  void detailsTellADailyLimitFromAMinuteOne(String name, String value, boolean daily) {
    String body =
        """
        {"error": {"code": 429, "errors": [{"reason": "rateLimitExceeded"}], "details": [
          {"reason": "RATE_LIMIT_EXCEEDED", "metadata": {"%s": "%s"}}]}}
        """
            .formatted(name, value);

    assertThat(of(429, body)).isExactlyInstanceOf(daily ? DayUsedUp.class : Throttled.class);
    assertThat(of(403, body)).isExactlyInstanceOf(Throttled.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | | PT2M",
        " 0 | | PT0S",
        "Wed, 21 Oct 2026 07:28:00 GMT | Wed, 21 Oct 2026 07:27:30 GMT | PT30S",
        "Wed, 21 Oct 2026 07:27:00 GMT | Wed, 21 Oct 2026 07:27:30 GMT | PT0S",
        "999999999 | | PT24H",
        "Wed, 21 Oct 2026 07:28:00 GMT | |",
        "-5 | |",
        "soon | |",
        " | |"
      })
  void retryAfterIsReadInSecondsAndAsATime(String retryAfter, String date, String expected) {
    Throttled failure =
        (Throttled)
            FailureMapping.of(
                Credential.KEY,
                429,
                new byte[0],
                Optional.ofNullable(retryAfter),
                Optional.ofNullable(date));

    assertThat(failure.retryAfter()).isEqualTo(Optional.ofNullable(expected).map(Duration::parse));
  }

  @Test
  void whatGoogleWroteDoesNotGetIntoTheMessageExceptTheShapeOfAReason() {
    String body =
        "{\"error\":{\"message\":\"secret\",\"errors\":[{\"reason\":\"a secret\"},"
            + "{\"reason\":\"invalidFilters\"}]}}";

    assertThat(of(400, body)).hasMessage("YouTube answered 400 (invalidFilters)");
  }

  @Test
  void byAGrantARefusalIsAboutTheUserAndNotAboutTheKey() {
    assertThat(granted(401, "authError")).isExactlyInstanceOf(TokenRefused.class);
    assertThat(granted(401, "youtubeSignupRequired")).isExactlyInstanceOf(NotFound.class);
    assertThat(granted(403, "forbidden")).isExactlyInstanceOf(Forbidden.class);
    assertThat(granted(403, "playlistItemsNotAccessible")).isExactlyInstanceOf(Forbidden.class);
    assertThat(granted(403, "insufficientPermissions")).isExactlyInstanceOf(Unauthorized.class);
    assertThat(granted(403, "quotaExceeded")).isExactlyInstanceOf(DayUsedUp.class);
    assertThat(granted(403, "accessNotConfigured")).isExactlyInstanceOf(Misconfigured.class);
  }

  private static YouTubeFailure granted(int status, String reason) {
    String body = "{\"error\":{\"errors\":[{\"reason\":\"" + reason + "\"}]}}";
    return FailureMapping.of(
        Credential.GRANT,
        status,
        body.getBytes(StandardCharsets.UTF_8),
        Optional.empty(),
        Optional.empty());
  }

  private static Arguments row(int status, String text, Class<? extends YouTubeFailure> type) {
    return Arguments.of(status, text, type);
  }

  private static YouTubeFailure of(int status, String body) {
    return of(status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static YouTubeFailure of(int status, byte[] body) {
    return FailureMapping.of(Credential.KEY, status, body, Optional.empty(), Optional.empty());
  }
}
