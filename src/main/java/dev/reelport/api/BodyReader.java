package dev.reelport.api;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Reads bodies up to {@link #MAX_BYTES}, whether they say their length or not. */
@ApplicationScoped
class BodyReader {

  /** Largest accepted body. */
  static final int MAX_BYTES = 64 * 1024;

  static final String TOO_LARGE = "The body has more than 64 KiB; a request needs far less.";

  /** A body takes milliseconds; whoever takes longer holds a connection for nothing. */
  private static final long PATIENCE_MILLIS = 30_000;

  private final ProblemWriter problems;
  private final Vertx vertx;

  @Inject
  BodyReader(ProblemWriter problems, Vertx vertx) {
    this.problems = problems;
    this.vertx = vertx;
  }

  /** Lets the request on with its body, or answers 413. */
  void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (announced(request) > MAX_BYTES) {
      refuse(context);
      return;
    }
    if (expectsContinue(request)) {
      context.response().writeContinue();
    }
    long timer = vertx.setTimer(PATIENCE_MILLIS, id -> request.response().reset());
    Buffer body = Buffer.buffer();
    request.exceptionHandler(lost -> vertx.cancelTimer(timer));
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= MAX_BYTES) {
            body.appendBuffer(chunk);
          } else {
            vertx.cancelTimer(timer);
            refuse(context);
          }
        });
    request.endHandler(
        end -> {
          vertx.cancelTimer(timer);
          ((RoutingContextInternal) context).setBody(body);
          context.next();
        });
    request.resume();
  }

  private void refuse(RoutingContext context) {
    problems.write(context, ProblemException.of(ProblemCode.TOO_LARGE, TOO_LARGE));
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      // Netty refuses what is no number; what is no long is larger than anything we take.
      return Long.MAX_VALUE;
    }
  }

  private static boolean expectsContinue(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1
        && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
  }
}
