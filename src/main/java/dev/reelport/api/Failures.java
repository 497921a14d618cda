package dev.reelport.api;

import dev.reelport.analysis.NameTakenException;
import dev.reelport.connections.ConnectionsOffException;
import dev.reelport.imports.ImportConflict;
import dev.reelport.imports.InvalidRequestException;
import dev.reelport.imports.PreviewRefusal;
import dev.reelport.intake.NoSuchDeadLetterException;
import dev.reelport.youtube.InvalidTargetException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;

/** Decides what people are told about a failure. Plain Java, so that the whole table is tested. */
final class Failures {

  private static final Duration SOON = Duration.ofSeconds(5);

  private Failures() {}

  /** The problem behind a failure; empty if nobody expected it. */
  static Optional<ProblemException> explain(Throwable failure) {
    if (failure instanceof ProblemException problem) {
      return Optional.of(problem);
    }
    if (failure instanceof InvalidTargetException) {
      return because(failure, ProblemCode.INVALID_TARGET, failure.getMessage());
    }
    if (failure instanceof InvalidRequestException) {
      return because(failure, ProblemCode.INVALID_REQUEST, failure.getMessage());
    }
    if (failure instanceof ConnectionsOffException) {
      return because(failure, ProblemCode.CONNECTIONS_OFF, failure.getMessage());
    }
    if (failure instanceof NameTakenException) {
      return because(failure, ProblemCode.ALREADY_EXISTS, failure.getMessage());
    }
    if (failure instanceof ImportConflict conflict) {
      return because(failure, codeOf(conflict.kind()), failure.getMessage());
    }
    if (failure instanceof NoSuchDeadLetterException) {
      return because(failure, ProblemCode.NOT_FOUND, failure.getMessage());
    }
    if (failure instanceof PreviewRefusal refusal) {
      return Optional.of(explain(refusal));
    }
    if (failure instanceof BulkheadException) {
      return Optional.of(
          ProblemException.later(
              failure,
              ProblemCode.OVERLOADED,
              "More of these requests came at once than can be answered. Nothing was done; send it"
                  + " again later.",
              SOON));
    }
    if (failure instanceof UnauthorizedException
        || failure instanceof AuthenticationFailedException) {
      return because(failure, ProblemCode.UNAUTHORIZED, Doorkeeper.NO_TOKEN);
    }
    if (failure instanceof ForbiddenException) {
      return because(failure, ProblemCode.FORBIDDEN, Doorkeeper.NOT_ADMIN);
    }
    if (failure instanceof WebApplicationException web) {
      return explain(web);
    }
    return Unavailability.is(failure)
        ? Optional.of(
            ProblemException.later(
                failure,
                ProblemCode.UNAVAILABLE,
                "A store this service needs does not answer. Nothing was lost; try again.",
                SOON))
        : Optional.empty();
  }

  private static Optional<ProblemException> because(
      Throwable cause, ProblemCode code, String detail) {
    return Optional.of(ProblemException.causedBy(cause, code, detail));
  }

  private static ProblemCode codeOf(ImportConflict.Kind kind) {
    return switch (kind) {
      case IDEMPOTENCY_CONFLICT -> ProblemCode.IDEMPOTENCY_CONFLICT;
      case NOT_CANCELLABLE -> ProblemCode.NOT_CANCELLABLE;
      case NOT_RETRYABLE -> ProblemCode.NOT_RETRYABLE;
    };
  }

  private static ProblemCode codeOf(PreviewRefusal refusal) {
    if (refusal instanceof PreviewRefusal.NotConnected) {
      return ProblemCode.NOT_CONNECTED;
    }
    if (refusal instanceof PreviewRefusal.ReconnectRequired) {
      return ProblemCode.RECONNECT_REQUIRED;
    }
    return refusal instanceof PreviewRefusal.Outdated
        ? ProblemCode.INVALID_PARAMETER
        : ProblemCode.NOT_FOUND;
  }

  private static ProblemException explain(PreviewRefusal refusal) {
    if (refusal instanceof PreviewRefusal.QuotaExceeded exceeded) {
      return ProblemException.later(
          refusal, ProblemCode.QUOTA_EXCEEDED, refusal.getMessage(), exceeded.retryAfter());
    }
    if (refusal instanceof PreviewRefusal.YouTubeUnavailable away) {
      return ProblemException.later(
          refusal, ProblemCode.YOUTUBE_UNAVAILABLE, refusal.getMessage(), away.retryAfter());
    }
    return ProblemException.causedBy(refusal, codeOf(refusal), refusal.getMessage());
  }

  /** What the framework refuses by itself. */
  private static Optional<ProblemException> explain(WebApplicationException web) {
    int status = web.getResponse().getStatus();
    return switch (status) {
      case 401 -> because(web, ProblemCode.UNAUTHORIZED, Doorkeeper.NO_TOKEN);
      case 403 -> because(web, ProblemCode.FORBIDDEN, Doorkeeper.NOT_ADMIN);
      case 404 -> because(web, ProblemCode.NOT_FOUND, "There is nothing at this path.");
      case 405 ->
          because(
              web,
              ProblemCode.METHOD_NOT_ALLOWED,
              "This path exists, but not with this method; /q/openapi lists what there is.");
      case 406 ->
          because(
              web,
              ProblemCode.NOT_ACCEPTABLE,
              "The answer has a media type that the Accept header rules out; accept"
                  + " application/json, or text/event-stream for events.");
      case 413 -> because(web, ProblemCode.TOO_LARGE, "The body is larger than any request needs.");
      case 415 ->
          because(
              web,
              ProblemCode.UNSUPPORTED_MEDIA_TYPE,
              "Send the body as JSON with Content-Type: application/json, or, to import in bulk, as"
                  + " text/x-opml or text/csv.");
      default ->
          status >= 400 && status < 500
              ? because(web, ProblemCode.INVALID_REQUEST, "The request cannot be understood.")
              : Optional.empty();
    };
  }
}
