package dev.reelport.upkeep;

import dev.reelport.connections.GrantFailure;
import dev.reelport.imports.SharedLooks;
import dev.reelport.platform.Drain;
import dev.reelport.platform.EventLoop;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.TimerRun;
import dev.reelport.quota.QuotaUnavailableException;
import dev.reelport.upkeep.Fate.Turn;
import dev.reelport.upkeep.LifeStore.Due;
import dev.reelport.youtube.YouTubeFailure;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Looks after videos when their time has come, those of all users, each at one instance. */
@ApplicationScoped
class Upkeep {

  private static final FieldLogger LOG = FieldLogger.of(Upkeep.class);

  /** Projects that are entered at a time. */
  private static final int ENROLLED = 5_000;

  private final LifeStore lives;
  private final Lookout lookout;
  private final Chronicle chronicle;
  private final UpkeepMetrics metrics;
  private final SharedLooks looks;
  private final Sessions sessions;
  private final EventLoop loop;
  private final Drain drain;
  private final UpkeepConfig config;
  private final InstantSource clock;
  private final Fate fate;

  Upkeep(
      LifeStore lives,
      Lookout lookout,
      Chronicle chronicle,
      UpkeepMetrics metrics,
      SharedLooks looks,
      Sessions sessions,
      EventLoop loop,
      Drain drain,
      UpkeepConfig config,
      InstantSource clock) {
    this.lives = lives;
    this.lookout = lookout;
    this.chronicle = chronicle;
    this.metrics = metrics;
    this.looks = looks;
    this.sessions = sessions;
    this.loop = loop;
    this.drain = drain;
    this.config = config;
    this.clock = clock;
    this.fate = Fate.of(config);
  }

  @Scheduled(every = "${reelport.upkeep.every:60s}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> run() {
    return TimerRun.of("upkeep", drain.hold(this::once));
  }

  private Uni<Void> once() {
    return enrol().chain(() -> claim()).chain(this::inTurn).chain(this::strip);
  }

  private Uni<Long> enrol() {
    Instant horizon = clock.instant().minus(config.settled());
    return worker(session -> lives.enrol(session, horizon, config.refreshEvery(), ENROLLED));
  }

  private Uni<List<Due>> claim() {
    Instant now = clock.instant();
    return worker(
        session ->
            lives
                .claim(session, now, now.plus(config.lease()), config.most())
                .call(due -> lives.forget(session, Batch.orphans(due))));
  }

  /** One batch after the other; those behind a failure wait for the end of their lease. */
  private Uni<Void> inTurn(List<Due> due) {
    Uni<Boolean> goesOn = Uni.createFrom().item(true);
    for (Batch batch : Batch.of(due, life -> fate.needsDetails(life, clock.instant()))) {
      goesOn =
          goesOn.chain(
              on -> on && !drain.isStopping() ? work(batch) : Uni.createFrom().item(false));
    }
    return goesOn.replaceWithVoid();
  }

  /** Answers whether it is worth going on. */
  private Uni<Boolean> work(Batch batch) {
    return looks
        .look(
            batch.payers(),
            payer -> lookout.look(batch.viewer(), batch.lives(), batch.details(), payer))
        .map(Optional::of)
        .onFailure(Upkeep::passes)
        .recoverWithItem(Upkeep::putOff)
        .chain(sight -> write(batch, sight.orElse(Sight.NONE)).replaceWith(sight.isPresent()));
  }

  private static boolean passes(Throwable failure) {
    return failure instanceof YouTubeFailure
        || failure instanceof GrantFailure
        || failure instanceof QuotaUnavailableException
        || SharedLooks.isRefused(failure);
  }

  private static Optional<Sight> putOff(Throwable failure) {
    LOG.info("videos not looked after", "cause", failure.getClass().getSimpleName());
    return Optional.empty();
  }

  private Uni<Void> write(Batch batch, Sight sight) {
    Instant now = clock.instant();
    List<Turn> turns = batch.lives().stream().map(life -> turn(life, sight, now)).toList();
    return worker(session -> chronicle.write(session, batch.viewer(), sight, turns, now))
        .invoke(() -> metrics.turned(sight, turns));
  }

  private Turn turn(Life life, Sight sight, Instant now) {
    if (sight.shows(life)) {
      return fate.seen(life, sight.described().containsKey(life.videoId()), now);
    }
    return sight.certain() ? fate.absent(life, now) : fate.unknown(life, now);
  }

  private Uni<Void> strip() {
    Instant now = clock.instant();
    return worker(
            session ->
                lives
                    .strip(session, now, config.keepFor(), config.most())
                    .chain(old -> chronicle.strip(session, old, now)))
        .invoke(metrics::stripped)
        .replaceWithVoid();
  }

  private <T> Uni<T> worker(Function<Mutiny.Session, Uni<T>> work) {
    return loop.call(() -> sessions.ofWorker(work));
  }
}
