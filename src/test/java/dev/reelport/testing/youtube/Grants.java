package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Google's OAuth 2 as far as a service meets it: the page of consent, the token endpoint,
 * revocation, and which channel an access token speaks for. Any client id and secret will do until
 * {@link #client} names them.
 */
public final class Grants {

  private static final String SCOPE = "https://www.googleapis.com/auth/youtube.readonly";
  private static final int LIFETIME_SECONDS = 3599;
  private static final String CODE = "4/0sim-code-";
  private static final String REFRESH = "1//0sim-refresh-";
  private static final String ACCESS = "ya29.sim-access-";

  private final Map<String, Consent> codes = new ConcurrentHashMap<>();
  private final Map<String, SimChannel> refreshTokens = new ConcurrentHashMap<>();
  private final Map<String, SimChannel> accessTokens = new ConcurrentHashMap<>();
  private final Map<SimChannel, AtomicInteger> refreshes = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();
  private final ConsentDesk desk;
  private volatile String clientId;
  private volatile String clientSecret;
  private volatile boolean rotating;
  private volatile int lifetimeSeconds = LIFETIME_SECONDS;

  Grants(Function<String, Optional<SimChannel>> channels) {
    desk = new ConsentDesk(consent -> kept(codes, CODE, consent), channels);
  }

  /** From now on only this client gets tokens; others get {@code invalid_client}. */
  public void client(String id, String secret) {
    clientId = id;
    clientSecret = secret;
  }

  /** Whether each refresh gives a new refresh token, and the old one is dead then. */
  public void rotate(boolean on) {
    rotating = on;
  }

  /** How long access tokens are said to be good from now on; only expiring them ends them. */
  public void lifetime(Duration lifetime) {
    lifetimeSeconds = Math.toIntExact(lifetime.toSeconds());
  }

  /** Asked for a consent, the channel's owner says no from now on. */
  public void refuses(SimChannel channel) {
    desk.refuses(channel);
  }

  /** Asked for a consent, the channel's owner allows only that scope from now on. */
  public void allowsOnly(SimChannel channel, String scope) {
    desk.allowsOnly(channel, scope);
  }

  /** How often the channel's refresh tokens were turned into access tokens. */
  public int refreshes(SimChannel channel) {
    return refreshes.getOrDefault(channel, new AtomicInteger()).get();
  }

  /** Whether there is a good refresh token of the channel's. */
  public boolean isGranted(SimChannel channel) {
    return refreshTokens.containsValue(channel);
  }

  /** Every token there ever was, to be searched for where none should be, begins with one of. */
  public static List<String> prefixes() {
    return List.of(CODE, REFRESH, ACCESS);
  }

  /** A code as Google hands it to the redirect URI after the channel's owner consented. */
  public String code(SimChannel channel) {
    return kept(codes, CODE, Consent.of(channel, SCOPE));
  }

  /** A refresh token, as if the owner had consented before. */
  public String refreshToken(SimChannel channel) {
    return kept(refreshTokens, REFRESH, channel);
  }

  /** An access token, as if it had been refreshed before. */
  public String accessToken(SimChannel channel) {
    return kept(accessTokens, ACCESS, channel);
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

  Reply authorize(SeenRequest request) {
    boolean known =
        clientId == null || request.parameter("client_id").filter(clientId::equals).isPresent();
    return desk.decide(request, known);
  }

  Reply token(SeenRequest request) {
    Map<String, String> form = request.form();
    if (clientId != null
        && !(clientId.equals(form.get("client_id"))
            && clientSecret.equals(form.get("client_secret")))) {
      return error(401, "invalid_client", "The OAuth client was not found.");
    }
    return switch (form.getOrDefault("grant_type", "")) {
      case "refresh_token" -> refreshed(form.getOrDefault("refresh_token", ""));
      case "authorization_code" -> exchanged(codes.remove(form.getOrDefault("code", "")), form);
      default -> error(400, "unsupported_grant_type", "Invalid grant_type");
    };
  }

  Reply revoke(SeenRequest request) {
    String token = request.parameter("token").orElseGet(() -> request.form().get("token"));
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

  private Reply refreshed(String token) {
    SimChannel channel = refreshTokens.get(token);
    if (channel == null) {
      return error(400, "invalid_grant", "Token has been expired or revoked.");
    }
    refreshes.computeIfAbsent(channel, absent -> new AtomicInteger()).incrementAndGet();
    ObjectNode tokens = tokens(channel, SCOPE);
    if (rotating) {
      refreshTokens.remove(token);
      tokens.put("refresh_token", refreshToken(channel));
    }
    return Reply.json(200, tokens);
  }

  private Reply exchanged(Consent consent, Map<String, String> form) {
    if (consent == null || !consent.isMetBy(form)) {
      return error(400, "invalid_grant", "Bad Request");
    }
    ObjectNode tokens = tokens(consent.channel(), consent.scope());
    if (consent.offline()) {
      tokens.put("refresh_token", refreshToken(consent.channel()));
    }
    return Reply.json(200, tokens);
  }

  private ObjectNode tokens(SimChannel channel, String scope) {
    return Json.object()
        .put("access_token", accessToken(channel))
        .put("expires_in", lifetimeSeconds)
        .put("scope", scope)
        .put("token_type", "Bearer");
  }

  private <T> String kept(Map<String, T> tokens, String prefix, T what) {
    String token = prefix + issued.incrementAndGet();
    tokens.put(token, what);
    return token;
  }

  private static Reply error(int status, String error, String description) {
    return Reply.json(
        status, Json.object().put("error", error).put("error_description", description));
  }
}
