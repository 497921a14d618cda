package dev.reelport.analysis;

import dev.reelport.platform.AnswerLimit;
import dev.reelport.platform.StoreFailures;
import io.smallrye.faulttolerance.api.AsynchronousNonBlocking;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The one method through which every question to the language model goes. A bean of its own, for
 * calls within a bean are not intercepted. Nothing is asked twice here: the queue does that.
 */
@ApplicationScoped
class GuardedModel {

  static final String BREAKER = "language-model";

  private final ModelApi api;
  private final AnalysisConfig config;

  GuardedModel(@RestClient ModelApi api, AnalysisConfig config) {
    this.api = api;
    this.config = config;
  }

  /**
   * Asks once. Fails with a {@link ModelFailure}, or with what the guard throws when the model
   * takes too long or is left alone. A refusal counts, too: the next one would be refused as well.
   */
  @AsynchronousNonBlocking
  @CircuitBreaker(
      requestVolumeThreshold = 5,
      failureRatio = 1.0,
      delay = 60,
      delayUnit = ChronoUnit.SECONDS,
      successThreshold = 1,
      failOn = {ModelFailure.Unavailable.class, ModelFailure.Refused.class, TimeoutException.class})
  @CircuitBreakerName(BREAKER)
  @Timeout(value = 30, unit = ChronoUnit.SECONDS)
  public Uni<Proposal> ask(ModelQuestion question, List<String> categories) {
    String authorization = config.apiKey().map(key -> "Bearer " + key).orElse(null);
    return api.ask(
            authorization, question.body(config.model(), config.jsonMode(), categories).toString())
        // The guard's timeout alone would leave the connection to whatever still comes.
        .ifNoItem()
        .after(config.timeout())
        .failWith(() -> new ModelFailure.Unavailable("The language model takes too long", null))
        .map(GuardedModel::proposal)
        .onFailure(GuardedModel::isLost)
        .transform(
            lost -> new ModelFailure.Unavailable("The language model cannot be reached", lost));
  }

  private static Proposal proposal(Response response) {
    try (response) {
      byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
      // Reading is stopped beyond the limit, unless that was the last of the body.
      if (body.length > ModelBodyLimit.BYTES) {
        throw new ModelFailure.Garbage("The language model answers too much");
      }
      return ModelAnswer.read(response.getStatus(), body);
    }
  }

  private static boolean isLost(Throwable thrown) {
    return thrown instanceof ProcessingException
        || thrown instanceof AnswerLimit.Exceeded
        || StoreFailures.mayPass(thrown);
  }
}
