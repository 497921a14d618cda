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
 * Reads bodies up to what {@link LargeBodies} allows their path, whether they say their length or
 * not. The framework's own reader has no limit that it would answer with a problem.
 */
class BodyReader {

  /** A body takes milliseconds; whoever takes longer holds a place others could have. */
  private static final long PATIENCE_MILLIS = 10_000;

  private final RequestBytes bytes;
  private final LargeBodies large;
  private final Vertx vertx;

  @Inject
  BodyReader(RequestBytes bytes, LargeBodies large, Vertx vertx) {
    this.bytes = bytes;
    this.large = large;
    this.vertx = vertx;
  }

  @ReadsBody
  @ServerRequestFilter
  Uni<Response> read(RoutingContext context) {
    return Uni.createFrom()
        .<Buffer>emitter(emitter -> read(context, emitter))
        .invoke(bytes::are)
        .replaceWith((Response) null);
  }

  private void read(RoutingContext context, UniEmitter<? super Buffer> emitter) {
    HttpServerRequest request = context.request();
    Buffer body = Buffer.buffer();
    long timer = vertx.setTimer(PATIENCE_MILLIS, id -> request.response().reset());
    request.exceptionHandler(
        lost -> {
          vertx.cancelTimer(timer);
          emitter.fail(lost);
        });
    request.handler(
        chunk -> {
          try {
            admit(context, body.length(), chunk.length());
            body.appendBuffer(chunk);
          } catch (ProblemException refusal) {
            // The rest is read and thrown away, because a client that is still sending would lose
            // the answer to a reset.
            request.handler(ignored -> {});
            emitter.fail(refusal);
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

  private void admit(RoutingContext context, int before, int more) {
    String path = Paths.of(context);
    if (before + more > LargeBodies.most(path)) {
      throw LargeBodies.tooLarge(path);
    }
    if (before <= LargeBodies.USUAL_BYTES && before + more > LargeBodies.USUAL_BYTES) {
      large.enter(context);
    }
  }

  /** Whether the request says that its body is too large, whatever it is for. */
  static boolean announcesTooMuch(HttpServerRequest request, String path) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length != null && Long.parseLong(length) > LargeBodies.most(path);
    } catch (NumberFormatException e) {
      // The server refuses what is no number; what is no long is larger than anything we take.
      return true;
    }
  }
}
