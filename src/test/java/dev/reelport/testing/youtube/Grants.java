package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Google's OAuth 2 as far as a service meets it: the token endpoint, revocation, and which channel
 * an access token speaks for. Any client id and secret will do until {@link #client} names them.
 */
public final class Grants {

  private static final String SCOPE = "https://www.googleapis.com/auth/youtube.readonly";
  private static final int LIFETIME_SECONDS = 3599;

  private final Map<String, SimChannel> codes = new ConcurrentHashMap<>();
  private final Map<String, SimChannel> refreshTokens = new ConcurrentHashMap<>();
  private final Map<String, SimChannel> accessTokens = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();
  private volatile String clientId;
  private volatile String clientSecret;

  Grants() {}

  /** From now on only this client gets tokens; others get {@code invalid_client}. */
  public void client(String id, String secret) {
    clientId = id;
    clientSecret = secret;
  }

  /** A code as Google hands it to the redirect URI after the channel's owner consented. */
  public String code(SimChannel channel) {
    return kept(codes, "4/0sim-code-", channel);
  }

  /** A refresh token, as if the owner had consented before. */
  public String refreshToken(SimChannel channel) {
    return kept(refreshTokens, "1//0sim-refresh-", channel);
  }

  /** An access token, as if it had been refreshed before. */
  public String accessToken(SimChannel channel) {
    return kept(accessTokens, "ya29.sim-access-", channel);
  }

  /** Makes all access tokens expire; refresh tokens stay good. */
  public void expireAccessTokens() {
    accessTokens.clear();
  }

  /** The owner withdraws: all tokens of the channel are dead. */
  public void withdraw(SimChannel channel) {
    refreshTokens.values().removeIf(channel::equals);
    accessTokens.values().removeIf(channel::equals);
  }

  Optional<SimChannel> channel(String accessToken) {
    return Optional.ofNullable(accessTokens.get(accessToken));
  }

  Reply token(SeenRequest request) {
    Map<String, String> form = form(request);
    if (clientId != null
        && !(clientId.equals(form.get("client_id"))
            && clientSecret.equals(form.get("client_secret")))) {
      return error(401, "invalid_client", "The OAuth client was not found.");
    }
    return switch (form.getOrDefault("grant_type", "")) {
      case "refresh_token" -> refreshed(refreshTokens.get(form.getOrDefault("refresh_token", "")));
      case "authorization_code" -> exchanged(codes.remove(form.getOrDefault("code", "")));
      default -> error(400, "unsupported_grant_type", "Invalid grant_type");
    };
  }

  Reply revoke(SeenRequest request) {
    String token = request.parameter("token").orElseGet(() -> form(request).get("token"));
    SimChannel channel =
        token == null
            ? null
            : Optional.ofNullable(refreshTokens.get(token))
                .orElseGet(() -> accessTokens.get(token));
    if (channel == null) {
      return error(400, "invalid_token", "Token expired or revoked");
    }
    withdraw(channel);
    return Reply.json(200, Json.object());
  }

  private Reply refreshed(SimChannel channel) {
    return channel == null
        ? error(400, "invalid_grant", "Token has been expired or revoked.")
        : Reply.json(200, tokens(channel));
  }

  private Reply exchanged(SimChannel channel) {
    return channel == null
        ? error(400, "invalid_grant", "Bad Request")
        : Reply.json(200, tokens(channel).put("refresh_token", refreshToken(channel)));
  }

  private ObjectNode tokens(SimChannel channel) {
    return Json.object()
        .put("access_token", accessToken(channel))
        .put("expires_in", LIFETIME_SECONDS)
        .put("scope", SCOPE)
        .put("token_type", "Bearer");
  }

  private String kept(Map<String, SimChannel> tokens, String prefix, SimChannel channel) {
    String token = prefix + issued.incrementAndGet();
    tokens.put(token, channel);
    return token;
  }

  private static Reply error(int status, String error, String description) {
    return Reply.json(
        status, Json.object().put("error", error).put("error_description", description));
  }

  private static Map<String, String> form(SeenRequest request) {
    Map<String, String> form = new HashMap<>();
    for (String pair : request.body().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
