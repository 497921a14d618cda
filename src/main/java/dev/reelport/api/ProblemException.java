package dev.reelport.api;

import java.time.Duration;
import java.util.Optional;

/** Ends a request with a problem; the message is the detail people read. */
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;
  private final ProblemCode code;
  private final transient Optional<Duration> retryAfter;

  private ProblemException(
      ProblemCode code, String detail, Optional<Duration> retryAfter, Throwable cause) {
    // It tells people something, and nobody where in our code it was thrown.
    super(detail, cause, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  static ProblemException of(ProblemCode code, String detail) {
    return new ProblemException(code, detail, Optional.empty(), null);
  }

  static ProblemException causedBy(Throwable cause, ProblemCode code, String detail) {
    return new ProblemException(code, detail, Optional.empty(), cause);
  }

  static ProblemException later(
      Throwable cause, ProblemCode code, String detail, Duration retryAfter) {
    return new ProblemException(code, detail, Optional.of(retryAfter), cause);
  }

  static ProblemException notFound(String what) {
    return of(ProblemCode.NOT_FOUND, "There is no " + what + " of this id, or it is not yours.");
  }

  ProblemCode code() {
    return code;
  }

  /** When it is worth asking again. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
