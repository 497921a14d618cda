package dev.reelport.testing.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** An OpenID Connect issuer as far as a service needs one: its description, and its keys. */
public final class OidcIssuer implements AutoCloseable {

  private final HttpServer server;
  private volatile Tokens tokens;

  private OidcIssuer(HttpServer server) {
    this.server = server;
    rotate();
  }

  /** Starts one on a free port of this machine. */
  public static OidcIssuer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      OidcIssuer issuer = new OidcIssuer(server);
      server.createContext(
          "/.well-known/openid-configuration", call -> answer(call, issuer.description()));
      server.createContext(
          "/keys", call -> answer(call, "{\"keys\":[" + issuer.tokens.jwk() + "]}"));
      server.start();
      return issuer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code OIDC_ISSUER} takes it. */
  public String uri() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Who signs with the key of now. */
  public Tokens tokens() {
    return tokens;
  }

  /** From now on there is another key, and only that. */
  public void rotate() {
    tokens = new Tokens(InstantSource.system(), uri());
  }

  private String description() {
    return "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\",\"token_endpoint\":\"%1$s/token\"}"
        .formatted(uri());
  }

  private static void answer(HttpExchange call, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(200, body.length);
    try (call) {
      call.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
