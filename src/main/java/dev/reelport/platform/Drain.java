package dev.reelport.platform;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Lets the work in hand end before the connections it uses close. */
@ApplicationScoped
public class Drain {

  private static final FieldLogger LOG = FieldLogger.of(Drain.class);

  private final Duration grace;
  private final Phaser inHand = new Phaser(1);
  private volatile boolean stopping;

  Drain(@ConfigProperty(name = "reelport.drain.grace") Duration grace) {
    this.grace = grace;
  }

  /** Whether the service is about to end, so that nothing new should begin. */
  public boolean isStopping() {
    return stopping;
  }

  /** The outcome of the work, which is waited for when the service ends meanwhile. */
  public <T> Uni<T> hold(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              inHand.register();
              return Uni.createFrom()
                  .deferred(work::get)
                  .onTermination()
                  .invoke(inHand::arriveAndDeregister);
            });
  }

  // After everybody who has to stop beginning new work.
  void finish(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent end) {
    stopping = true;
    try {
      inHand.awaitAdvanceInterruptibly(inHand.arrive(), grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("work cut off", "grace", grace, "works", inHand.getUnarrivedParties());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
