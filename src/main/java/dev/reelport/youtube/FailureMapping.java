package dev.reelport.youtube;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an error answer of YouTube's means: the one place that reads status, reason and details. It
 * speaks for calls with an API key as for calls by a user's grant. Google's messages, which may
 * hold HTML, only serve to tell a daily limit, and never end up in the failure's message.
 */
final class FailureMapping {

  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  /** Reasons by which only the operator can help, whatever the status. */
  private static final Set<String> MISCONFIGURED =
      Set.of(
          "keyInvalid",
          "keyExpired",
          "accessNotConfigured",
          "SERVICE_DISABLED",
          "CONSUMER_INVALID",
          "CONSUMER_SUSPENDED",
          "BILLING_DISABLED");

  private static final Set<String> DAY_USED_UP = Set.of("quotaExceeded", "dailyLimitExceeded");

  private static final Set<String> THROTTLED =
      Set.of("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED");

  private static final Set<String> SCOPE_MISSING =
      Set.of("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT");

  private static final Set<String> NO_CHANNEL =
      Set.of("youtubeSignupRequired", "NoLinkedYouTubeAccount");

  private FailureMapping() {}

  /**
   * The failure behind an answer whose status is not 2xx.
   *
   * @param retryAfter the header of that name: seconds, or a time, which then counts from {@code
   *     date}, so that our clock does not matter
   * @param date the header of that name
   */
  static YouTubeFailure of(
      Credential by, int status, byte[] body, Optional<String> retryAfter, Optional<String> date) {
    ErrorBody error = ErrorBody.read(body);
    String message = "YouTube answered " + status + error.reasonsForPeople();
    if (status >= 500 || status == 408) {
      return new YouTubeFailure.Unavailable(message, null);
    }
    if (status < 400) {
      return new YouTubeFailure.Garbage(message, null);
    }
    if (isMisconfigured(error)) {
      return new YouTubeFailure.Misconfigured(message);
    }
    if (isDayUsedUp(status, error)) {
      return new YouTubeFailure.DayUsedUp(message);
    }
    if (status == 429 || hasAny(error, THROTTLED)) {
      return new YouTubeFailure.Throttled(message, wait(retryAfter, date));
    }
    return switch (status) {
      case 401 -> unauthorized(by, error, message);
      case 403 -> forbidden(by, error, message);
      case 404, 410 -> new YouTubeFailure.NotFound(message);
      default -> refused(error, message);
    };
  }

  private static boolean isMisconfigured(ErrorBody error) {
    return hasAny(error, MISCONFIGURED)
        || error.reasons().stream().anyMatch(reason -> reason.startsWith("API_KEY_"));
  }

  private static boolean isDayUsedUp(int status, ErrorBody error) {
    return hasAny(error, DAY_USED_UP)
        || (status == 429
            && (error.quotaUnits().stream().anyMatch(unit -> unit.startsWith("1/d"))
                || error.quotaLimits().stream().anyMatch(limit -> limit.contains("PerDay"))
                || error.messages().stream()
                    .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("per day"))));
  }

  private static YouTubeFailure unauthorized(Credential by, ErrorBody error, String message) {
    if (by == Credential.KEY) {
      return new YouTubeFailure.Misconfigured(message);
    }
    return hasAny(error, NO_CHANNEL)
        ? new YouTubeFailure.NotFound(message)
        : new YouTubeFailure.TokenRefused(message);
  }

  private static YouTubeFailure forbidden(Credential by, ErrorBody error, String message) {
    if (hasAny(error, SCOPE_MISSING)) {
      return new YouTubeFailure.Unauthorized(message);
    }
    if (error.reasons().contains("channelNotFound")) {
      return new YouTubeFailure.NotFound(message);
    }
    // "forbidden" is said of keys, resources have names of their own; no reason: a blocked referer.
    boolean aboutTheKey = error.reasons().isEmpty() || error.reasons().contains("forbidden");
    return aboutTheKey && by == Credential.KEY
        ? new YouTubeFailure.Misconfigured(message)
        : new YouTubeFailure.Forbidden(message);
  }

  private static YouTubeFailure refused(ErrorBody error, String message) {
    return error.reasons().contains("invalidPageToken")
        ? new YouTubeFailure.InvalidPageToken(message)
        : new YouTubeFailure.BadRequest(message, error.reasons());
  }

  private static boolean hasAny(ErrorBody error, Set<String> reasons) {
    return !Collections.disjoint(error.reasons(), reasons);
  }

  private static Optional<Duration> wait(Optional<String> retryAfter, Optional<String> date) {
    return retryAfter
        .map(String::strip)
        .flatMap(
            text ->
                text.matches("[0-9]{1,9}")
                    ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                    : between(date, text))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  private static Optional<Duration> between(Optional<String> date, String until) {
    Optional<ZonedDateTime> end = httpDate(until);
    return date.flatMap(FailureMapping::httpDate)
        .flatMap(start -> end.map(time -> Duration.between(start, time)));
  }

  private static Optional<ZonedDateTime> httpDate(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
