package dev.reelport.imports;

import dev.reelport.outbox.Outbox;
import dev.reelport.outbox.Relay;
import dev.reelport.platform.Drain;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.TimerRun;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Puts steps back: of imports whose waiting is over, of single videos that were taken and not done,
 * and of those that stand still.
 */
@ApplicationScoped
class Wakeups {

  private static final FieldLogger LOG = FieldLogger.of(Wakeups.class);

  /** Imports a run; whoever is behind comes a run later. */
  private static final int MOST = 500;

  private final ImportStore imports;
  private final SingleStore singles;
  private final Announcer announcer;
  private final Relay relay;
  private final Sessions sessions;
  private final ImportsConfig config;
  private final Drain drain;
  private final InstantSource clock;

  Wakeups(
      ImportStore imports,
      SingleStore singles,
      Announcer announcer,
      Relay relay,
      Sessions sessions,
      ImportsConfig config,
      Drain drain,
      InstantSource clock) {
    this.imports = imports;
    this.singles = singles;
    this.announcer = announcer;
    this.relay = relay;
    this.sessions = sessions;
    this.config = config;
    this.drain = drain;
    this.clock = clock;
  }

  @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> wake() {
    Instant now = clock.instant();
    return run(
        "wake",
        session ->
            imports
                .wake(session, now, MOST)
                .chain(due -> singles.lapse(session, MOST).map(free -> both(due, free)))
                .chain(due -> announcer.goOn(session, due, now)));
  }

  private static List<Import> both(List<Import> one, List<Import> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  @Scheduled(every = "30s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> nudge() {
    Instant now = clock.instant();
    return run(
        "nudge",
        session ->
            imports
                .stuck(session, now.minus(config.stuckAfter()), now, MOST)
                .invoke(this::report)
                .chain(stuck -> announcer.goOn(session, stuck, now)));
  }

  private Uni<Void> run(String timer, Function<Mutiny.Session, Uni<Outbox.Batch>> work) {
    return TimerRun.of(timer, drain.hold(() -> sessions.ofWorker(work)).invoke(relay::publish));
  }

  private void report(List<Import> stuck) {
    if (!stuck.isEmpty()) {
      LOG.warn("imports stood still", "imports", stuck.size(), "for", config.stuckAfter());
    }
  }
}
