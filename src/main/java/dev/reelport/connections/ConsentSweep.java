package dev.reelport.connections;

import dev.reelport.platform.Drain;
import dev.reelport.platform.TimerRun;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Forgets people who were sent to Google and never came back. */
@ApplicationScoped
class ConsentSweep {

  private final Rows rows;
  private final ConsentStore store;
  private final Drain drain;
  private final InstantSource clock;

  ConsentSweep(Rows rows, ConsentStore store, Drain drain, InstantSource clock) {
    this.rows = rows;
    this.store = store;
    this.drain = drain;
    this.clock = clock;
  }

  @Scheduled(every = "60s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> run() {
    return TimerRun.of(
        "consent sweep",
        drain.hold(() -> rows.ofWorker(session -> store.sweep(session, clock.instant()))));
  }
}
