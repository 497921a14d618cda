package dev.reelport.connections;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.platform.AnswerLimit;
import dev.reelport.platform.Secret;
import dev.reelport.platform.StoreFailures;
import io.smallrye.faulttolerance.api.AsynchronousNonBlocking;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The one method through which every call to Google's OAuth server goes. A bean of its own, for
 * calls within a bean are not intercepted.
 */
@ApplicationScoped
class GuardedOAuth {

  static final String BREAKER = "google-oauth";

  private final OAuthApi api;
  private final ConnectionsConfig config;

  GuardedOAuth(@RestClient OAuthApi api, ConnectionsConfig config) {
    this.api = api;
    this.config = config;
  }

  /**
   * Sends a form once. Fails with an {@link OAuthFailure}, or with what the breaker throws while
   * Google is left alone.
   *
   * @param form hidden, because it holds tokens
   */
  @AsynchronousNonBlocking
  @CircuitBreaker(
      requestVolumeThreshold = 5,
      failureRatio = 1.0,
      delay = 15,
      delayUnit = ChronoUnit.SECONDS,
      successThreshold = 1,
      failOn = OAuthFailure.Unavailable.class)
  @CircuitBreakerName(BREAKER)
  public Uni<JsonNode> post(String endpoint, Secret form) {
    return api.post(endpoint, form.reveal())
        .ifNoItem()
        .after(config.deadline())
        .failWith(() -> new OAuthFailure.Unavailable("Google's OAuth server takes too long", null))
        .map(GuardedOAuth::json)
        .onFailure(GuardedOAuth::isLost)
        .transform(
            lost -> new OAuthFailure.Unavailable("Google's OAuth server cannot be reached", lost));
  }

  private static JsonNode json(Response response) {
    try (response) {
      byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
      // Reading is stopped beyond the limit, unless that was the last of the body.
      if (body.length > OAuthBodyLimit.BYTES) {
        throw new OAuthFailure.Unavailable("Google's OAuth server answers too much", null);
      }
      return OAuthAnswers.read(response.getStatus(), body);
    }
  }

  private static boolean isLost(Throwable thrown) {
    return thrown instanceof ProcessingException
        || thrown instanceof AnswerLimit.Exceeded
        || StoreFailures.mayPass(thrown);
  }
}
