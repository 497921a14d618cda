package dev.reelport.youtube;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that speaks HTTP/2 and compresses. Playlist items are answered, videos without end and
 * slowly, channels with more than is accepted, first by a byte, then by far.
 */
final class Http2Stub implements AutoCloseable {

  static final String PAGE =
      "{\"kind\":\"youtube#playlistItemListResponse\",\"items\":"
          + "[{\"contentDetails\":{\"videoId\":\"dQw4w9WgXcQ\"}}]}";

  private final List<HttpVersion> versions = new CopyOnWriteArrayList<>();
  private final AtomicInteger tooLong = new AtomicInteger(BodyLimit.BYTES + 1);
  private final AtomicInteger cutOff = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server =
      vertx
          .createHttpServer(new HttpServerOptions().setCompressionSupported(true))
          .connectionHandler(connection -> connections.incrementAndGet())
          .requestHandler(this::handle)
          .listen(0, "127.0.0.1")
          .toCompletionStage()
          .toCompletableFuture()
          .join();

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private void handle(HttpServerRequest request) {
    versions.add(request.version());
    request.response().exceptionHandler(lost -> cutOff.incrementAndGet());
    if (request.path().endsWith("/playlistItems")) {
      request.response().end(PAGE + " ".repeat(200_000));
    } else if (request.path().endsWith("/channels")) {
      request.response().end(Buffer.buffer(new byte[tooLong.getAndAdd(BodyLimit.BYTES)]));
    } else {
      request.response().setChunked(true);
      long timer = vertx.setPeriodic(100, id -> request.response().write(" "));
      request.response().closeHandler(closed -> vertx.cancelTimer(timer));
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  List<HttpVersion> versions() {
    return versions;
  }

  int cutOff() {
    return cutOff.get();
  }

  int connections() {
    return connections.get();
  }
}
