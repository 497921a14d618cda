package dev.reelport.imports;

import io.smallrye.faulttolerance.api.RateLimit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;

/** How many steps a worker takes: {@code REELPORT_TASKS_PER_MINUTE}. */
@ApplicationScoped
public class StepGate {

  /** Lets a step in; fails with {@link io.smallrye.faulttolerance.api.RateLimitException}. */
  @RateLimit(value = 100, window = 1, windowUnit = ChronoUnit.MINUTES)
  public Uni<Void> enter() {
    return Uni.createFrom().voidItem();
  }
}
