package dev.reelport.analysis;

import dev.reelport.platform.FieldLogger;
import io.quarkus.runtime.Startup;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** The language model, if there is one: whether it may be asked, and what comes of it. */
@Startup
@ApplicationScoped
class LanguageModel {

  private static final FieldLogger LOG = FieldLogger.of(LanguageModel.class);

  private final GuardedModel guarded;
  private final CircuitBreakerMaintenance maintenance;
  private final AnalysisMetrics metrics;
  private final AnalysisConfig config;

  LanguageModel(
      GuardedModel guarded,
      CircuitBreakerMaintenance maintenance,
      AnalysisMetrics metrics,
      AnalysisConfig config) {
    this.guarded = guarded;
    this.maintenance = maintenance;
    this.metrics = metrics;
    this.config = config;
    maintenance.onStateChange(GuardedModel.BREAKER, LanguageModel::tell);
  }

  /** Whether there is one. */
  boolean isThere() {
    return config.url().isPresent();
  }

  /** How many questions it may be asked side by side now. */
  int room() {
    return switch (maintenance.currentState(GuardedModel.BREAKER)) {
      case CLOSED -> config.batch();
      case HALF_OPEN -> 1;
      case OPEN -> 0;
    };
  }

  /** Asks; never fails. */
  Uni<Outcome> ask(ModelQuestion question, List<String> categories) {
    return Uni.createFrom()
        .deferred(() -> guarded.ask(question, categories))
        .<Outcome>map(Outcome.Said::new)
        .onFailure()
        .recoverWithItem(LanguageModel::failed)
        .invoke(metrics::asked);
  }

  private static Outcome failed(Throwable failure) {
    if (failure instanceof CircuitBreakerOpenException) {
      return new Outcome.NotAsked();
    }
    if (failure instanceof ModelFailure.Refused) {
      LOG.error("language model refuses", "cause", failure.getMessage());
    } else if (failure instanceof ModelFailure || failure instanceof TimeoutException) {
      LOG.info("language model without an answer", "cause", failure.getMessage());
    } else {
      LOG.error(failure, "question to the language model failed");
    }
    return new Outcome.Failed();
  }

  private static void tell(CircuitBreakerState state) {
    switch (state) {
      case OPEN -> LOG.warn("language model left alone");
      case HALF_OPEN -> LOG.debug("language model tried again");
      case CLOSED -> LOG.info("language model answers again");
    }
  }
}
