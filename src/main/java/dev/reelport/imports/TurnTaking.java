package dev.reelport.imports;

import dev.reelport.outbox.Outbox;
import dev.reelport.outbox.Relay;
import dev.reelport.platform.Drain;
import dev.reelport.platform.EventLoop;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.TimerRun;
import dev.reelport.platform.UserId;
import dev.reelport.quota.FairShares;
import dev.reelport.quota.QuotaUnavailableException;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Lets users' lists go on in turn. The shares are set before any step is published, so that after
 * the reset nobody spends what others have waited for, too.
 */
@ApplicationScoped
class TurnTaking {

  /** Imports a run; whoever is behind comes a run later. */
  private static final int MOST = 500;

  private final Turns turns;
  private final FairShares shares;
  private final Announcer announcer;
  private final Relay relay;
  private final Sessions sessions;
  private final Drain drain;
  private final InstantSource clock;

  TurnTaking(
      Turns turns,
      FairShares shares,
      Announcer announcer,
      Relay relay,
      Sessions sessions,
      Drain drain,
      InstantSource clock) {
    this.turns = turns;
    this.shares = shares;
    this.announcer = announcer;
    this.relay = relay;
    this.sessions = sessions;
    this.drain = drain;
    this.clock = clock;
  }

  @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> giveTurns() {
    return TimerRun.of(
        "turns", drain.hold(() -> sessions.ofWorker(this::aloneIn)).invoke(relay::publish));
  }

  private Uni<Outbox.Batch> aloneIn(Mutiny.Session session) {
    return turns
        .lock(session)
        .chain(
            alone ->
                alone
                    ? turns.wants(session, clock.instant())
                    : Uni.createFrom().item(Map.<UserId, Long>of()))
        .chain(
            wants ->
                wants.isEmpty()
                    ? Uni.createFrom().item(Outbox.Batch.EMPTY)
                    : held(wants).chain(held -> give(session, held)));
  }

  private Uni<Set<UserId>> held(Map<UserId, Long> wants) {
    return EventLoop.here(
        shares
            .update(wants)
            // Nobody can spend now; whoever tries is told what to wait for.
            .onFailure(QuotaUnavailableException.class)
            .recoverWithItem(Set.of()));
  }

  private Uni<Outbox.Batch> give(Mutiny.Session session, Set<UserId> held) {
    Instant now = clock.instant();
    return turns
        .endQuotaWaits(session, held, now, MOST)
        .chain(() -> turns.take(session, held, now, MOST))
        .chain(taken -> announcer.goOn(session, taken, now));
  }
}
