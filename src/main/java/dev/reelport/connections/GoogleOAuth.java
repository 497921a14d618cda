package dev.reelport.connections;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.platform.Secret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * What we ask of Google's OAuth 2 server, <a
 * href="https://developers.google.com/youtube/v3/guides/auth/server-side-web-apps">as a web
 * server</a>. Everything fails with an {@link OAuthFailure}.
 */
@ApplicationScoped
class GoogleOAuth {

  /** All that is ever asked for. */
  static final String SCOPE = "https://www.googleapis.com/auth/youtube.readonly";

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final int MORE_TRIES = 2;

  private final GuardedOAuth guarded;
  private final Setup setup;
  private final ConnectionsConfig config;

  GoogleOAuth(GuardedOAuth guarded, Setup setup, ConnectionsConfig config) {
    this.guarded = guarded;
    this.setup = setup;
    this.config = config;
  }

  /** Where a person consents. A refresh token comes only with offline access and a consent. */
  URI consentAt(String state, String challenge) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", setup.client().id());
    parameters.put("redirect_uri", redirect());
    parameters.put("response_type", "code");
    parameters.put("scope", SCOPE);
    parameters.put("access_type", "offline");
    parameters.put("prompt", "consent");
    parameters.put("state", state);
    parameters.put("code_challenge", challenge);
    parameters.put("code_challenge_method", "S256");
    String base = config.authorizationUrl().toString();
    return URI.create(base + (base.contains("?") ? "&" : "?") + encoded(parameters));
  }

  /**
   * Turns the code of a consent into tokens. Sent only once: a code is good for one use, and
   * whoever uses it twice loses what the first use gave (RFC 6749, 4.1.2).
   */
  Uni<Granted> exchange(String code, Secret verifier) {
    Map<String, String> form = form("authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirect());
    form.put("code_verifier", verifier.reveal());
    return post("token", form, 0).map(OAuthAnswers::granted);
  }

  /** A new access token. */
  Uni<Granted> refresh(Secret refreshToken) {
    Map<String, String> form = form("refresh_token");
    form.put("refresh_token", refreshToken.reveal());
    return post("token", form, MORE_TRIES).map(OAuthAnswers::granted);
  }

  /** Ends the grant behind a token. One that Google does not know any more is ended already. */
  Uni<Void> revoke(Secret token) {
    return post("revoke", Map.of("token", token.reveal()), MORE_TRIES)
        .replaceWithVoid()
        .onFailure(OAuthFailure.Refused.class)
        .recoverWithNull()
        .onFailure(OAuthFailure.InvalidGrant.class)
        .recoverWithNull();
  }

  private Uni<JsonNode> post(String endpoint, Map<String, String> form, int moreTries) {
    Secret body = new Secret(encoded(form));
    Uni<JsonNode> once = Uni.createFrom().deferred(() -> guarded.post(endpoint, body));
    Uni<JsonNode> tried =
        moreTries == 0
            ? once
            : once.onFailure(OAuthFailure.Unavailable.class)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(moreTries);
    return tried
        .onFailure(CircuitBreakerOpenException.class)
        .transform(open -> new OAuthFailure.Unavailable("Google's OAuth server is ill", null));
  }

  private Map<String, String> form(String grantType) {
    Setup.Client client = setup.client();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", grantType);
    form.put("client_id", client.id());
    form.put("client_secret", client.secret().reveal());
    return form;
  }

  private String redirect() {
    return setup.publicUrl() + Consents.CALLBACK;
  }

  private static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
