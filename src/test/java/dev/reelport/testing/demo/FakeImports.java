package dev.reelport.testing.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The service's answers about one import, each connection to its events telling a part of it. */
final class FakeImports implements AutoCloseable {

  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private final Deque<List<String>> connections = new ArrayDeque<>();
  private final HttpServer server;

  FakeImports() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/imports", exchange -> send(exchange, 202, state("queued", 0, "")));
    server.createContext("/v1/imports/i-1/events", this::events);
    server.createContext(
        "/v1/projects",
        exchange -> send(exchange, 200, "{\"items\":[{\"title\":\"T\",\"externalUrl\":\"U\"}]}"));
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The states the next connection to the events is told before it ends. */
  FakeImports tells(String... states) {
    connections.add(List.of(states));
    return this;
  }

  static String state(String status, int imported, String more) {
    return """
        {"id":"i-1","title":"Channel","status":"%s","counts":{"discovered":3,"imported":%d},\
        "units":{"spent":2}%s}"""
        .formatted(status, imported, more);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void events(HttpExchange exchange) throws IOException {
    StringBuilder body = new StringBuilder();
    for (String state : connections.pop()) {
      body.append("event: import\nid: 1\ndata: ").append(state).append("\n\n");
    }
    send(exchange, 200, body.toString());
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    boolean authorized = "Bearer t".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    exchange.sendResponseHeaders(authorized ? status : 401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
