package dev.reelport.testing.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Answers chat completions as the test says: well, in lies, with a refusal, or not at all. It keeps
 * what it was asked.
 */
public final class ModelServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Function<Asked, Reply> reply = question -> Reply.saying("{}");

  private ModelServer(HttpServer server) {
    this.server = server;
  }

  /**
   * A question as it came.
   *
   * @param headers in lower case
   */
  public record Asked(String path, Map<String, String> headers, JsonNode body) {

    /** What the model is told to do. */
    public String instructions() {
      return body.at("/messages/0/content").textValue();
    }

    /** The video it is asked about. */
    public JsonNode video() {
      return json(body.at("/messages/1/content").textValue());
    }
  }

  /**
   * An answer.
   *
   * @param status 0 for none at all
   */
  public record Reply(int status, String body) {

    /** A good envelope around what the model says. */
    public static Reply saying(String content) {
      ObjectNode envelope = JSON.createObjectNode();
      envelope.put("object", "chat.completion");
      ObjectNode choice = envelope.putArray("choices").addObject();
      choice.put("finish_reason", "stop");
      choice.putObject("message").put("role", "assistant").put("content", content);
      return new Reply(200, envelope.toString());
    }

    /** Nothing, for as long as the connection is there. */
    public static Reply silence() {
      return new Reply(0, "");
    }
  }

  /** Starts on a free port. */
  public static ModelServer start() {
    try {
      InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      ModelServer model = new ModelServer(HttpServer.create(free, 0));
      model.server.createContext("/", model::handle);
      model.server.setExecutor(model.threads);
      model.server.start();
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address for {@code REELPORT_ANALYSIS_URL}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** Forgets what was asked, and answers so from now on. */
  public void answers(Function<Asked, Reply> next) {
    reply = next;
    asked.clear();
  }

  /** As {@link #answers(Function)}, always the same. */
  public void answers(Reply next) {
    answers(question -> next);
  }

  /** What was asked since then. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked question =
          new Asked(
              exchange.getRequestURI().getPath(),
              headers(exchange),
              json(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      asked.add(question);
      Reply answer = reply.apply(question);
      if (answer.status() == 0) {
        closed.await();
        return;
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (answer.status() / 100 == 3) {
        exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
      }
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return headers;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
