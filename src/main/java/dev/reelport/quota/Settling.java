package dev.reelport.quota;

import dev.reelport.platform.Drain;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.StoreFailures;
import dev.reelport.platform.TimerRun;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;

/**
 * Makes the count exact again after Redis was lost, and leaves nothing to reckon with at the end.
 */
@ApplicationScoped
class Settling {

  private static final FieldLogger LOG = FieldLogger.of(Settling.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Quota quota;
  private final Drain drain;

  Settling(Quota quota, Drain drain) {
    this.quota = quota;
    this.drain = drain;
  }

  @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> settle() {
    return TimerRun.of(
        "quota settle",
        // Whoever wants to charge says so louder.
        drain.hold(quota::settle).onFailure(QuotaUnavailableException.class).recoverWithNull());
  }

  // After the drain, and after what it could not book was tried once more.
  void leave(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER + 1) ShutdownEvent end) {
    quota
        .leave()
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure(StoreFailures::mayPass)
        .invoke(failure -> LOG.warn("allowance left behind", "cause", failure.getMessage()))
        .onFailure(StoreFailures::mayPass)
        .recoverWithNull()
        .await()
        .indefinitely();
  }
}
