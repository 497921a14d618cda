package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error of the API and the envelope it comes in.
 *
 * @param googleStatus such as {@code PERMISSION_DENIED}; only in the newer envelopes
 * @param extra more members of {@code errors[0]}, such as {@code location}
 * @param details what {@code details} holds; left out where empty
 */
public record ApiError(
    int status,
    String domain,
    String reason,
    String message,
    Envelope envelope,
    String googleStatus,
    Map<String, String> extra,
    ArrayNode details) {

  /** The four envelopes that are on record. */
  public enum Envelope {
    /** {@code errors} first, then code and message (to about 2020). */
    LEGACY,
    /** code, message, {@code errors}. */
    CLASSIC,
    /** As the classic one, plus status and mostly details. */
    NEW,
    /** code, message, status, details: no {@code errors} at all. */
    WITHOUT_ERRORS
  }

  static ApiError classic(int status, String domain, String reason, String message) {
    return new ApiError(
        status, domain, reason, message, Envelope.CLASSIC, null, Map.of(), Json.array());
  }

  static ApiError modern(
      int status, String googleStatus, String domain, String reason, String message) {
    return new ApiError(
        status, domain, reason, message, Envelope.NEW, googleStatus, Map.of(), Json.array());
  }

  /** The same error in another envelope. */
  public ApiError in(Envelope other) {
    return new ApiError(status, domain, reason, message, other, googleStatus, extra, details);
  }

  ApiError at(String location, String locationType) {
    return extra("location", location).extra("locationType", locationType);
  }

  ApiError extra(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(extra);
    more.put(name, value);
    return new ApiError(status, domain, reason, message, envelope, googleStatus, more, details);
  }

  ApiError errorInfo(String infoReason, Map<String, String> metadata) {
    ArrayNode more = details.deepCopy();
    ObjectNode info = more.addObject();
    info.put("@type", "type.googleapis.com/google.rpc.ErrorInfo");
    info.put("reason", infoReason).put("domain", "googleapis.com");
    ObjectNode values = info.putObject("metadata");
    metadata.forEach(values::put);
    return new ApiError(status, domain, reason, message, envelope, googleStatus, extra, more);
  }

  /** The body. */
  public ObjectNode json() {
    ObjectNode error = Json.object();
    if (envelope == Envelope.LEGACY) {
      errors(error.putArray("errors"));
    }
    error.put("code", status).put("message", message);
    if (envelope == Envelope.CLASSIC || envelope == Envelope.NEW) {
      errors(error.putArray("errors"));
    }
    if (envelope == Envelope.NEW || envelope == Envelope.WITHOUT_ERRORS) {
      error.put("status", googleStatus == null ? "UNKNOWN" : googleStatus);
      if (!details.isEmpty()) {
        error.set("details", details);
      }
    }
    ObjectNode body = Json.object();
    body.set("error", error);
    return body;
  }

  Reply reply() {
    Reply reply = Reply.json(status, json());
    return status == 401
        ? reply.with(
            "WWW-Authenticate",
            "Bearer realm=\"https://accounts.google.com/\", error=invalid_token")
        : reply;
  }

  private void errors(ArrayNode errors) {
    ObjectNode first = errors.addObject();
    if (envelope == Envelope.LEGACY) {
      first.put("domain", domain).put("reason", reason).put("message", message);
    } else {
      first.put("message", message).put("domain", domain).put("reason", reason);
    }
    extra.forEach(first::put);
  }
}
