package dev.reelport.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Every way a request can go wrong. The codes are part of the contract and never change. */
public enum ProblemCode {
  INVALID_TARGET(400, "The target cannot be imported"),
  INVALID_REQUEST(400, "The request is not valid"),
  INVALID_PARAMETER(400, "A parameter is not valid"),
  UNAUTHORIZED(401, "A valid token is needed"),
  FORBIDDEN(403, "This is not allowed"),
  NOT_FOUND(404, "Not found"),
  CONNECTIONS_OFF(404, "Connections are switched off"),
  METHOD_NOT_ALLOWED(405, "The method is not allowed"),
  NOT_ACCEPTABLE(406, "The accepted media types are not available"),
  ALREADY_EXISTS(409, "There is one of that name already"),
  IDEMPOTENCY_CONFLICT(409, "The idempotency key is taken"),
  NOT_CANCELLABLE(409, "The import cannot be cancelled"),
  NOT_RETRYABLE(409, "The import cannot be retried"),
  NOT_CONNECTED(409, "YouTube is not connected"),
  RECONNECT_REQUIRED(409, "YouTube has to be connected again"),
  TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
  RATE_LIMITED(429, "Too many requests"),
  QUOTA_EXCEEDED(429, "The quota is used up"),
  INTERNAL(500, "Something went wrong"),
  OVERLOADED(503, "Too many requests at once"),
  UNAVAILABLE(503, "The service is not available"),
  YOUTUBE_UNAVAILABLE(503, "YouTube is not available");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status it is answered with. */
  public int status() {
    return status;
  }

  /** The same sentence for every problem of this code. */
  public String title() {
    return title;
  }

  /** Identifies the kind of problem, as RFC 9457 asks; it names and does not locate. */
  public String type() {
    return "urn:reelport:problem:" + code();
  }

  /** The name of the contract, in lower case. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
