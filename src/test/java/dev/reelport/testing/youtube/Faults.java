package dev.reelport.testing.youtube;

import java.time.Duration;
import java.time.Instant;

/** The failures that YouTube, its front ends and the network are known for. */
public final class Faults {

  private static final String JSON = "application/json; charset=UTF-8";

  private Faults() {}

  /** An error of the API, from {@link ApiErrors}. */
  public static Fault error(ApiError error) {
    return new Fault.Answered(error.status(), JSON, error.json().toPrettyString());
  }

  /** 403 {@code quotaExceeded}: the day is used up. */
  public static Fault quotaExceeded() {
    return error(ApiErrors.quotaExceeded());
  }

  /** 429 that names a limit per day: the day is used up. */
  public static Fault dayUsedUp429() {
    return error(ApiErrors.perDay(Bucket.GENERAL, 10_000, Instant.parse("2026-11-23T08:00:00Z")));
  }

  /** 429 that names a limit per minute. */
  public static Fault perMinute429() {
    return error(ApiErrors.perMinute());
  }

  /** 5xx with an error of the API. */
  public static Fault backendError(int status) {
    return error(ApiErrors.backendError(status));
  }

  /** 404 {@code playlistNotFound}, as is sometimes answered for lists that are there. */
  public static Fault playlistNotFound() {
    return error(ApiErrors.playlistNotFound());
  }

  /** 400 {@code invalidPageToken}, as is sometimes answered for good tokens. */
  public static Fault invalidPageToken() {
    return error(ApiErrors.invalidPageToken());
  }

  /** 400 {@code invalid_grant} of the OAuth server, as for what was withdrawn or expired. */
  public static Fault invalidGrant() {
    return answer(
        400,
        JSON,
        "{\"error\": \"invalid_grant\", \"error_description\": \"Token has been expired or"
            + " revoked.\"}");
  }

  /** An error page of a front end. */
  public static Fault html(int status) {
    return new Fault.Answered(
        status,
        "text/html; charset=UTF-8",
        "<!DOCTYPE html><html lang=en><title>Error "
            + status
            + "</title><p><b>"
            + status
            + ".</b> <ins>That’s an error.</ins>");
  }

  /** Any answer. */
  public static Fault answer(int status, String contentType, String body) {
    return new Fault.Answered(status, contentType, body);
  }

  /** 200 with that JSON instead of the true one. */
  public static Fault json(String body) {
    return new Fault.Answered(200, JSON, body);
  }

  /** 200 without a body. */
  public static Fault emptyBody() {
    return json("");
  }

  /** 200 with JSON that is no list. */
  public static Fault wrongShape() {
    return json("[\"a\", {\"items\": 7}]");
  }

  /** 200 with a list whose members have other types than documented. */
  public static Fault wrongTypes() {
    return json(
        "{\"kind\": 7, \"nextPageToken\": {\"a\": 1}, \"pageInfo\": \"many\","
            + " \"items\": [{\"id\": [1], \"snippet\": \"none\", \"contentDetails\": 3}]}");
  }

  /** 200 with items of which nothing is known. */
  public static Fault emptyItems() {
    return json("{\"kind\": \"youtube#listResponse\", \"items\": [{}, null, {\"id\": null}]}");
  }

  /** 200 with valid JSON of at least that many bytes. */
  public static Fault hugeBody(int bytes) {
    return json("{\"items\": [], \"etag\": \"" + "x".repeat(bytes) + "\"}");
  }

  /** 200 with JSON of that many levels. */
  public static Fault deepJson(int levels) {
    return json("{\"items\": " + "[".repeat(levels) + "]".repeat(levels) + "}");
  }

  public static Fault delay(Duration delay) {
    return new Fault.Delayed(delay);
  }

  public static Fault slowBody(Duration delay) {
    return new Fault.SlowBody(delay);
  }

  public static Fault stalled() {
    return new Fault.Stalled();
  }

  public static Fault stalledBody() {
    return new Fault.StalledBody();
  }

  public static Fault reset() {
    return new Fault.Reset();
  }

  public static Fault cutBody() {
    return new Fault.CutBody();
  }

  public static Fault truncatedJson() {
    return new Fault.TruncatedJson();
  }

  /** Every page leads back to itself. */
  public static Fault pageTokenLoop() {
    return new Fault.Paging(PageQuirk.SAME_TOKEN);
  }

  /** Every page is followed by another. */
  public static Fault endlessList() {
    return new Fault.Paging(PageQuirk.ENDLESS);
  }
}
