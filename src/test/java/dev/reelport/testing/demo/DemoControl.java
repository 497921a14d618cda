package dev.reelport.testing.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reelport.testing.stack.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The demo's control port, on the loopback address only: where everything is ({@code GET /stack}),
 * tokens to call the service with ({@code GET /token}), and requests for Kafka ({@code POST
 * /requests}).
 */
final class DemoControl implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Optional<Tokens> tokens;
  private volatile StackView stack;
  private volatile RequestTopic requests;

  private DemoControl(HttpServer server, Optional<Tokens> tokens) {
    this.server = server;
    this.tokens = tokens;
  }

  /**
   * Starts to answer; what is asked of the stack is 503 until it is {@link #ready}.
   *
   * @param tokens empty if somebody else signs what the service accepts
   */
  static DemoControl start(int port, Optional<Tokens> tokens) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      DemoControl control = new DemoControl(server, tokens);
      server.createContext("/", exchange -> send(exchange, control.answer(exchange)));
      server.setExecutor(control.threads);
      server.start();
      return control;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it answers. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on there is a stack to be asked about. */
  void ready(StackView view, RequestTopic topic) {
    requests = topic;
    stack = view;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    if (requests != null) {
      requests.close();
    }
  }

  private record Answer(int status, String type, String body) {

    static Answer text(int status, String body) {
      return new Answer(status, "text/plain; charset=utf-8", body);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    return switch (call) {
      case "GET /stack" -> stack();
      case "GET /token" -> token(query);
      case "POST /requests" -> request(query, exchange.getRequestBody().readAllBytes());
      default -> Answer.text(404, "There is GET /stack, GET /token?user=NAME and POST /requests.");
    };
  }

  private Answer stack() throws JsonProcessingException {
    return stack == null
        ? notReady()
        : new Answer(200, "application/json", JSON.writeValueAsString(stack));
  }

  private Answer token(Map<String, String> query) {
    String user = query.getOrDefault("user", "");
    if (user.isBlank()) {
      return Answer.text(400, "Whose token? Ask for /token?user=NAME");
    }
    if (tokens.isEmpty()) {
      return Answer.text(
          409, "JWT_PUBLIC_KEY or OIDC_ISSUER is set, so only its owner can sign tokens.");
    }
    boolean admin = "true".equals(query.get("admin"));
    return Answer.text(200, admin ? tokens.get().admin(user) : tokens.get().token(user));
  }

  private Answer request(Map<String, String> query, byte[] body) {
    String user = query.getOrDefault("user", "");
    if (user.isBlank()) {
      return Answer.text(400, "Whose request? The record's key comes from /requests?user=NAME");
    }
    if (stack == null) {
      return notReady();
    }
    try {
      return Answer.text(202, requests.publish(user, body) + "\n");
    } catch (DemoFailedException e) {
      return Answer.text(502, e.getMessage());
    }
  }

  private static Answer notReady() {
    return Answer.text(503, "The demo is still starting.");
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.putIfAbsent(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
