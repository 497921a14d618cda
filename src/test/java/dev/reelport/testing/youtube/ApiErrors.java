package dev.reelport.testing.youtube;

import java.time.Instant;
import java.util.Map;

/** The errors that the API is known to answer, with their usual envelopes. */
public final class ApiErrors {

  private static final String PARAMETER = "youtube.parameter";
  private static final String SERVICE = "youtube.googleapis.com";

  private ApiErrors() {}

  static ApiError noFilter(String expected) {
    return ApiError.classic(
            400,
            PARAMETER,
            "missingRequiredParameter",
            "No filter selected. Expected one of: " + expected)
        .at("parameters.", "other");
  }

  static ApiError noPart() {
    return ApiError.classic(400, PARAMETER, "missingRequiredParameter", "Required parameter: part")
        .at("part", "parameter");
  }

  static ApiError unknownPart(String part) {
    return ApiError.classic(400, "youtube.part", "unknownPart", "'" + part + "'")
        .at("part", "parameter");
  }

  static ApiError incompatible(String filters) {
    return ApiError.classic(
            400,
            PARAMETER,
            "incompatibleParameters",
            "Incompatible parameters specified in the request: " + filters)
        .at("parameters.", "other");
  }

  static ApiError invalidFilters() {
    return ApiError.classic(
            400, PARAMETER, "invalidFilters", "The request specifies an invalid filter parameter.")
        .at("parameters.", "other");
  }

  static ApiError invalidParameter(String name, String message) {
    return ApiError.classic(400, "global", "invalidParameter", message).at(name, "parameter");
  }

  /** A page token that is malformed or too old. */
  public static ApiError invalidPageToken() {
    return ApiError.classic(
            400, PARAMETER, "invalidPageToken", "The request specifies an invalid page token.")
        .at("pageToken", "parameter");
  }

  /** What a malformed channel id gives since 2025. */
  public static ApiError badRequest() {
    return ApiError.modern(
        400, "INVALID_ARGUMENT", "global", "badRequest", "Request contains an invalid argument.");
  }

  /** A wrong API key: the telling word is only in the details. */
  public static ApiError apiKeyInvalid() {
    return ApiError.modern(
            400,
            "INVALID_ARGUMENT",
            "global",
            "badRequest",
            "API key not valid. Please pass a valid API key.")
        .errorInfo("API_KEY_INVALID", Map.of("service", SERVICE));
  }

  /** A wrong API key, as it was told before 2020. */
  public static ApiError keyInvalidLegacy() {
    return ApiError.classic(400, "usageLimits", "keyInvalid", "Bad Request")
        .in(ApiError.Envelope.LEGACY);
  }

  /** Neither key nor token. */
  public static ApiError noKey() {
    return ApiError.modern(
        403,
        "PERMISSION_DENIED",
        "global",
        "forbidden",
        "Method doesn't allow unregistered callers (callers without established identity). Please"
            + " use API Key or other form of API consumer identity to call this API.");
  }

  /** A key that is restricted to other referers: no {@code errors} array. */
  public static ApiError refererBlocked() {
    return ApiError.modern(
            403,
            "PERMISSION_DENIED",
            "global",
            "forbidden",
            "Requests from referer <empty> are blocked.")
        .errorInfo("API_KEY_HTTP_REFERRER_BLOCKED", Map.of("service", SERVICE))
        .in(ApiError.Envelope.WITHOUT_ERRORS);
  }

  /** The API is not enabled in the project. */
  public static ApiError accessNotConfigured() {
    return ApiError.modern(
            403,
            "PERMISSION_DENIED",
            "usageLimits",
            "accessNotConfigured",
            "YouTube Data API v3 has not been used in project 0 before or it is disabled.")
        .extra("extendedHelp", "https://console.developers.google.com")
        .errorInfo("SERVICE_DISABLED", Map.of("service", SERVICE, "consumer", "projects/0"));
  }

  /** A private resource of somebody else. Not an outage, whatever the reason says. */
  public static ApiError permissionDenied() {
    return ApiError.modern(
        403,
        "PERMISSION_DENIED",
        "youtube.CoreErrorDomain",
        "SERVICE_UNAVAILABLE",
        "The caller does not have permission");
  }

  /** The token's scopes do not suffice. */
  public static ApiError insufficientPermissions() {
    return ApiError.modern(
            403,
            "PERMISSION_DENIED",
            "global",
            "insufficientPermissions",
            "Request had insufficient authentication scopes.")
        .errorInfo("ACCESS_TOKEN_SCOPE_INSUFFICIENT", Map.of("service", SERVICE));
  }

  /** Somebody else's private playlist. */
  public static ApiError playlistItemsNotAccessible() {
    return ApiError.classic(
            403,
            "youtube.playlistItem",
            "playlistItemsNotAccessible",
            "The request is not properly authorized to retrieve the specified playlist.")
        .at("playlistId", "parameter");
  }

  /** An access token that is expired, revoked or made up. */
  public static ApiError invalidCredentials() {
    return ApiError.modern(401, "UNAUTHENTICATED", "global", "authError", "Invalid Credentials")
        .at("Authorization", "header");
  }

  /** {@code mine} and the like without a token. */
  public static ApiError authorizationRequired(String parameter) {
    return ApiError.classic(
            401,
            PARAMETER,
            "authorizationRequired",
            "The request uses the <code>"
                + parameter
                + "</code> parameter but is not properly authorized.")
        .at(parameter, "parameter");
  }

  /** An unknown list, {@code WL}, an uploads list without a public video; sometimes spurious. */
  public static ApiError playlistNotFound() {
    return ApiError.classic(
            404,
            "youtube.playlistItem",
            "playlistNotFound",
            "The playlist identified with the request's <code>playlistId</code> parameter cannot"
                + " be found.")
        .at("playlistId", "parameter");
  }

  /** The day's units are used up: the form of the general bucket up to 2026 at least. */
  public static ApiError quotaExceeded() {
    return ApiError.classic(
        403,
        "youtube.quota",
        "quotaExceeded",
        "The request cannot be completed because you have exceeded your"
            + " <a href=\"/youtube/v3/getting-started#quota\">quota</a>.");
  }

  /** The day's units are used up: the form of 2017. */
  public static ApiError dailyLimitExceeded() {
    return ApiError.classic(
            403,
            "usageLimits",
            "dailyLimitExceeded",
            "Daily Limit Exceeded. The quota will be reset at midnight Pacific Time (PT).")
        .extra("extendedHelp", "https://console.developers.google.com/apis/api/youtube/quotas")
        .in(ApiError.Envelope.LEGACY);
  }

  /** A daily bucket is empty: the form of the granular buckets of 2026, with 429. */
  public static ApiError perDay(Bucket bucket, int limit, Instant windowStart) {
    return rateLimit(
        bucket,
        "per day",
        Map.of(
            "quota_location",
            "global",
            "window_start_time",
            Long.toString(windowStart.getEpochSecond()),
            "quota_limit",
            bucket.metricId + "PerDayPerProject",
            "consumer",
            "projects/0",
            "quota_unit",
            "1/d/{project}",
            "service",
            SERVICE,
            "quota_metric",
            SERVICE + "/" + bucket.metricId,
            "quota_limit_value",
            Integer.toString(limit)));
  }

  /** Too many calls a minute; seconds later it works again. */
  public static ApiError perMinute() {
    return rateLimit(
        Bucket.GENERAL,
        "per minute",
        Map.of(
            "quota_limit", "defaultPerMinutePerProject",
            "consumer", "projects/0",
            "quota_unit", "1/min/{project}",
            "service", SERVICE));
  }

  /** Too many calls a minute for one user, as 403 and without details. */
  public static ApiError userRateLimitExceeded() {
    return ApiError.classic(
        403, "usageLimits", "userRateLimitExceeded", "User Rate Limit Exceeded");
  }

  /** Trouble on the server, in the old envelope. */
  public static ApiError backendError(int status) {
    return ApiError.classic(status, "global", "backendError", "Backend Error")
        .in(ApiError.Envelope.LEGACY);
  }

  /** Trouble on the server, in the new envelope. */
  public static ApiError internal() {
    return ApiError.modern(
        500, "INTERNAL", "global", "backendError", "Internal error encountered.");
  }

  /** Trouble on the server, without {@code errors}. */
  public static ApiError unavailable() {
    return ApiError.modern(
            503, "UNAVAILABLE", "global", "backendError", "The service is currently unavailable.")
        .in(ApiError.Envelope.WITHOUT_ERRORS);
  }

  private static ApiError rateLimit(Bucket bucket, String window, Map<String, String> metadata) {
    String message =
        "Quota exceeded for quota metric '%s' and limit '%s %s' of service '%s' for consumer"
            + " 'project_number:0'.";
    return ApiError.modern(
            429,
            "RESOURCE_EXHAUSTED",
            "global",
            "rateLimitExceeded",
            message.formatted(bucket.metric, bucket.metric, window, SERVICE))
        .errorInfo("RATE_LIMIT_EXCEEDED", metadata);
  }
}
