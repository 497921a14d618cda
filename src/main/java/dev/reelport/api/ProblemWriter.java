package dev.reelport.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Turns failures into answers, the same for the framework's mapper and for the door. */
@ApplicationScoped
class ProblemWriter {

  private static final Logger LOG = Logger.getLogger(ProblemWriter.class);
  private static final String OURS =
      "The fault is ours and has been logged. Try again; nothing that was accepted is lost.";

  private static final long PATIENCE_MILLIS = 30_000;

  private final ObjectMapper json;
  private final Vertx vertx;

  @Inject
  ProblemWriter(ObjectMapper json, Vertx vertx) {
    this.json = json;
    this.vertx = vertx;
  }

  /** An answer: status, headers and the problem as JSON. */
  record Answer(int status, Map<String, String> headers, Buffer body) {}

  /** What to answer; logs what nobody expected. */
  Answer answer(Throwable failure, String path) {
    return answer(
        Failures.explain(failure)
            .orElseGet(
                () -> {
                  LOG.error("request failed", StackOnly.of(failure));
                  return ProblemException.of(ProblemCode.INTERNAL, OURS);
                }),
        path);
  }

  private Answer answer(ProblemException problem, String path) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", Problem.MEDIA_TYPE);
    problem
        .retryAfter()
        .ifPresent(
            after ->
                headers.put(
                    "Retry-After",
                    Long.toString(Math.max(1, after.plusNanos(999_999_999).toSeconds()))));
    if (problem.code() == ProblemCode.UNAUTHORIZED) {
      headers.put("WWW-Authenticate", "Bearer");
    }
    Problem body = Problem.of(problem.code(), problem.getMessage(), path);
    try {
      return new Answer(
          problem.code().status(), headers, Buffer.buffer(json.writeValueAsBytes(body)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Answers a request that never reaches a resource. What it still sends is read and thrown away
   * for a while: a client that is sending would lose the answer to a reset.
   */
  void write(RoutingContext context, Throwable failure) {
    HttpServerRequest request = context.request();
    if (request.response().ended() || request.response().closed()) {
      return;
    }
    Answer answer = answer(failure, Paths.of(context));
    request.response().setStatusCode(answer.status());
    answer.headers().forEach(request.response()::putHeader);
    request.response().end(answer.body());
    if (!request.isEnded()) {
      long timer = vertx.setTimer(PATIENCE_MILLIS, id -> request.connection().close());
      request.handler(chunk -> {});
      request.exceptionHandler(lost -> vertx.cancelTimer(timer));
      request.endHandler(end -> vertx.cancelTimer(timer));
      request.resume();
    }
  }
}
