package dev.reelport.youtube;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server in YouTube's place that says what the test tells it to, and remembers what it heard. The
 * guard around the call is impatient, so that tests need not wait.
 */
public final class StubYouTube implements QuarkusTestResourceLifecycleManager {

  static final String KEY = "planted-key-5d41";
  private static final String GUARD =
      "quarkus.fault-tolerance.\"dev.reelport.youtube.GuardedCall/send\".";

  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Reply reply = Reply.of(500, "");
  private HttpServer server;

  /** A request as it came. */
  record Heard(URI uri, Headers headers) {}

  /** Writes an answer. */
  interface Reply {
    void to(HttpExchange exchange) throws IOException;

    static Reply of(int status, String body, String... headers) {
      return of(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static Reply of(int status, byte[] body, String... headers) {
      return exchange -> {
        for (int i = 0; i < headers.length; i += 2) {
          exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(body);
        }
      };
    }
  }

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
    return Map.of(
        "quarkus.rest-client.youtube.url",
        "http://127.0.0.1:" + server.getAddress().getPort(),
        "reelport.youtube.api-key",
        KEY,
        "reelport.youtube.deadline",
        "2s",
        "reelport.youtube.breaker.recovery",
        "1",
        GUARD + "timeout.value",
        "1",
        GUARD + "retry.delay",
        "20",
        GUARD + "retry.jitter",
        "10",
        GUARD + "rate-limit.value",
        "0");
  }

  private void handle(HttpExchange exchange) throws IOException {
    heard.add(new Heard(exchange.getRequestURI(), exchange.getRequestHeaders()));
    try (exchange) {
      reply.to(exchange);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(StubYouTube.class));
  }

  /** Never answers. */
  void saysNothing() {
    answers(
        exchange -> {
          try {
            stopped.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Override
  public void stop() {
    stopped.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  /** Forgets what was heard, and answers everything so from now on. */
  void answers(Reply next) {
    reply = next;
    heard.clear();
  }

  List<Heard> heard() {
    return heard;
  }
}
