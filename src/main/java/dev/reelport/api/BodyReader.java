package dev.reelport.api;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads bodies up to {@link #MAX_BYTES}, whether they say their length or not. The framework's own
 * reader has no limit that it would answer with a problem.
 */
class BodyReader {

  /** Largest accepted body. */
  static final int MAX_BYTES = 64 * 1024;

  static final String TOO_LARGE = "The body has more than 64 KiB; a request needs far less.";

  /** A body takes milliseconds; whoever takes longer holds a place others could have. */
  private static final long PATIENCE_MILLIS = 10_000;

  private final RequestBytes bytes;
  private final Vertx vertx;

  @Inject
  BodyReader(RequestBytes bytes, Vertx vertx) {
    this.bytes = bytes;
    this.vertx = vertx;
  }

  @ReadsBody
  @ServerRequestFilter
  Uni<Response> read(RoutingContext context) {
    HttpServerRequest request = context.request();
    return Uni.createFrom()
        .<Buffer>emitter(emitter -> read(request, emitter))
        .invoke(bytes::are)
        .replaceWith((Response) null);
  }

  private void read(HttpServerRequest request, UniEmitter<? super Buffer> emitter) {
    Buffer body = Buffer.buffer();
    long timer = vertx.setTimer(PATIENCE_MILLIS, id -> request.response().reset());
    request.exceptionHandler(
        lost -> {
          vertx.cancelTimer(timer);
          emitter.fail(lost);
        });
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= MAX_BYTES) {
            body.appendBuffer(chunk);
          } else {
            // The rest is read and thrown away, because a client that is still sending would lose
            // the answer to a reset.
            request.handler(ignored -> {});
            emitter.fail(tooLarge());
          }
        });
    request.endHandler(
        end -> {
          vertx.cancelTimer(timer);
          emitter.complete(body);
        });
    if (request.version() == HttpVersion.HTTP_1_1
        && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    request.resume();
  }

  /** Whether the request says that its body is too large, whatever it is for. */
  static boolean announcesTooMuch(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length != null && Long.parseLong(length) > MAX_BYTES;
    } catch (NumberFormatException e) {
      // The server refuses what is no number; what is no long is larger than anything we take.
      return true;
    }
  }

  static ProblemException tooLarge() {
    return ProblemException.of(ProblemCode.TOO_LARGE, TOO_LARGE);
  }
}
