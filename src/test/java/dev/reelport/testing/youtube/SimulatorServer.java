package dev.reelport.testing.youtube;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The HTTP side: HTTP/1.1 and h2c, or with TLS whatever ALPN settles on. Loopback only. */
final class SimulatorServer implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int LONGEST_LINE = 64 * 1024;

  private final Vertx vertx;
  private final HttpServer server;
  private final Wire wire;
  private final Desk desk;
  private final Traffic traffic;
  private volatile Duration latency = Duration.ZERO;

  SimulatorServer(int port, HttpServerOptions options, Desk desk, Traffic traffic) {
    this.desk = desk;
    this.traffic = traffic;
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    wire = new Wire(vertx);
    server =
        vertx
            .createHttpServer(options.setMaxInitialLineLength(LONGEST_LINE))
            .connectionHandler(traffic::connected)
            .requestHandler(request -> request.bodyHandler(body -> handle(request, body)))
            .listen(port, HOST)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  int port() {
    return server.actualPort();
  }

  void latency(Duration newLatency) {
    latency = newLatency;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void handle(HttpServerRequest request, Buffer body) {
    SeenRequest seen = seen(request, body);
    traffic.seen(seen);
    Desk.Outcome outcome = desk.answer(seen);
    Runnable send = () -> wire.send(request, outcome.reply(), seen.wantsGzip(), outcome.fault());
    if (latency.isZero()) {
      send.run();
    } else {
      vertx.setTimer(Math.max(1, latency.toMillis()), timer -> send.run());
    }
  }

  private SeenRequest seen(HttpServerRequest request, Buffer body) {
    Map<String, String> headers = new LinkedHashMap<>();
    request.headers().forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
    return new SeenRequest(
        request.method().name(),
        request.path(),
        request.version().name(),
        traffic.number(request.remoteAddress()),
        headers,
        lists(request.params()),
        body.toString(StandardCharsets.UTF_8));
  }

  private static Map<String, List<String>> lists(MultiMap parameters) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> lists.computeIfAbsent(name, absent -> new ArrayList<>()).add(value));
    return lists;
  }
}
