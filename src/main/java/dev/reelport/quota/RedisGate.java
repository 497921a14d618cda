package dev.reelport.quota;

import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.UserId;
import dev.reelport.quota.GateScripts.Answer;
import dev.reelport.quota.GateScripts.Started;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The counters in Redis that every instance charges before it spends. One script checks and adds,
 * so no number of instances gets past a limit. The day is decided by Redis' clock; an instance only
 * names the days it may be. Counters that may have lost something are rebuilt from the {@link
 * Truth} before anything is granted. Everything fails with {@link QuotaUnavailableException}.
 */
final class RedisGate {

  private static final FieldLogger LOG = FieldLogger.of(RedisGate.class);

  private static final int REBUILDS = 4;
  private static final long USER_DOES_NOT_COUNT = -1;

  private final GateScripts scripts;
  private final Truth truth;
  private final InstantSource clock;
  private final QuotaConfig config;
  private final Map<String, Uni<Void>> openings = new ConcurrentHashMap<>();

  RedisGate(RedisAPI redis, Truth truth, InstantSource clock, QuotaConfig config) {
    this.scripts = new GateScripts(redis, config);
    this.truth = truth;
    this.clock = clock;
    this.config = config;
  }

  /** What is charged to somebody on the day it is. */
  record Count(QuotaDay day, long units) {}

  /** Charges both budgets or none; a charge id that was granted is answered as the first time. */
  Uni<Charge> charge(Wish wish) {
    return charge(wish, REBUILDS);
  }

  private Uni<Charge> charge(Wish wish, int rebuilds) {
    long projectCeiling = projectLimits(wish.bucket()).ceiling(wish.priority());
    return scripts
        .charge(days(), wish, userCeiling(wish.bucket()), projectCeiling)
        .chain(answer -> decide(wish, answer, rebuilds));
  }

  private Uni<Charge> decide(Wish wish, Answer answer, int rebuilds) {
    if (answer instanceof GateScripts.Granted granted) {
      return Uni.createFrom().item(granted(wish, granted));
    }
    if (answer instanceof GateScripts.Refused refused) {
      return Uni.createFrom().item(new Charge.Refused(refused.by(), refused.opens()));
    }
    return rebuilds == 0
        ? Uni.createFrom().failure(new QuotaUnavailableException("The counters are not whole"))
        : rebuild(wish, answer).chain(() -> charge(wish, rebuilds - 1));
  }

  private Uni<Void> rebuild(Wish wish, Answer answer) {
    Uni<Void> rebuilt =
        answer instanceof GateScripts.Unopened unopened
            ? openings.computeIfAbsent(unopened.token(), token -> open(unopened))
            : checkUser(((GateScripts.Unchecked) answer).open(), wish.user());
    return rebuilt.onFailure().transform(RedisGate::unavailable);
  }

  // Whoever is too late, because Redis was emptied meanwhile, learns so at the next charge.
  private Uni<Void> open(GateScripts.Unopened unopened) {
    return truth
        .open(unopened.day(), unopened.token())
        .call(
            standing ->
                scripts.open(unopened.token(), standing).invoke(opened -> report(standing, opened)))
        .onTermination()
        .invoke(() -> openings.remove(unopened.token()))
        .replaceWithVoid()
        .memoize()
        .indefinitely();
  }

  private static void report(Truth.Standing standing, boolean opened) {
    if (opened && standing.opening().number() > 1) {
      LOG.warn(
          "quota rebuilt",
          "day",
          standing.opening().day(),
          "opening",
          standing.opening().number(),
          "margin",
          standing.margin());
    }
  }

  private Uni<Void> checkUser(OpenDay open, UserId user) {
    return truth
        .spentBy(open.asOpening(), user)
        .chain(spent -> scripts.checkUser(open, user, spent))
        .replaceWithVoid();
  }

  /** How the day is open, if it is. */
  Uni<Optional<OpenDay>> openDay(LocalDate day) {
    return scripts.standing(day).map(started -> started.map(Started::open));
  }

  /** Lowers the day's margin to what it is by now, and lets the counters follow the ledger. */
  Uni<Void> settle(OpenDay open) {
    return scripts
        .standing(open.day())
        .map(started -> started.filter(now -> now.open().equals(open)))
        .chain(started -> started.map(this::settle).orElseGet(() -> Uni.createFrom().item(false)))
        .replaceWithVoid();
  }

  private Uni<Boolean> settle(Started started) {
    return truth
        .standing(started.open().asOpening())
        .chain(
            standing ->
                scripts.settle(
                    started,
                    Math.min(standing.project().margin(), started.open().margin()),
                    changes(started, standing)));
  }

  private static Map<String, Long> changes(Started started, Truth.UserStanding standing) {
    LocalDate day = started.open().day();
    Map<String, Long> spent = new HashMap<>();
    for (Bucket bucket : Bucket.values()) {
      spent.put(GateKeys.project(bucket, day), standing.project().spent().getOrDefault(bucket, 0L));
    }
    standing.spentBy().forEach((user, units) -> spent.put(GateKeys.user(user, day), units));
    Map<String, Long> changes = new HashMap<>();
    started
        .bases()
        .forEach(
            (counter, base) -> {
              long now = spent.getOrDefault(counter, 0L);
              if (now != base) {
                changes.put(counter, now);
              }
            });
    return changes;
  }

  /**
   * Takes a charge back; repeated, after {@link QuotaConfig#chargeMemory()}, or when the counters
   * were rebuilt since, does nothing.
   */
  Uni<Void> giveBack(Charge.Granted charge) {
    return scripts.giveBack(charge, charge.bucket().countsForUsers());
  }

  /** Refuses everything in the bucket for the rest of the day; answers when it opens again. */
  Uni<Instant> close(Bucket bucket, QuotaDay day) {
    return scripts.close(bucket, day);
  }

  /** What the user is charged today. */
  Uni<Count> ofUser(UserId user) {
    return count(day -> GateKeys.user(user, day));
  }

  /** What the bucket is charged today. */
  Uni<Count> ofProject(Bucket bucket) {
    return count(day -> GateKeys.project(bucket, day));
  }

  /** Today by this instance's clock, for when Redis cannot be asked. */
  QuotaDay today() {
    return QuotaDay.at(clock.instant().plus(config.clockOffset()), config.zone());
  }

  /** When the day ends by the clock on the wall, without the offset. */
  Instant reset(QuotaDay day) {
    return day.resetsAt().minus(config.clockOffset());
  }

  /** The thresholds of a user. */
  Limits userLimits() {
    return new Limits(config.userLimit());
  }

  /** The thresholds of the project's bucket. */
  Limits projectLimits(Bucket bucket) {
    return switch (bucket) {
      case GENERAL -> new Limits(config.projectLimit());
      case BATCH_GET_STATS -> new Limits(config.batchGetStatsLimit());
    };
  }

  /** Whatever failed, it may not be spent. */
  static QuotaUnavailableException unavailable(Throwable failure) {
    return failure instanceof QuotaUnavailableException already
        ? already
        : new QuotaUnavailableException("The ledger cannot be asked", failure);
  }

  private Uni<Count> count(Function<LocalDate, String> counter) {
    return scripts.today(days(), counter).map(text -> count(text.split(":", -1)));
  }

  private Count count(String[] parts) {
    return new Count(day(LocalDate.parse(parts[0])), Long.parseLong(parts[1]));
  }

  private Charge granted(Wish wish, GateScripts.Granted granted) {
    boolean userCounts = wish.bucket().countsForUsers();
    return new Charge.Granted(
        wish.chargeId(),
        wish.user(),
        wish.bucket(),
        wish.units(),
        day(granted.day()),
        granted.opening(),
        userCounts ? granted.userBefore() + wish.units() : granted.userBefore(),
        granted.projectBefore() + wish.units(),
        userCounts && userLimits().crossedBy(granted.userBefore(), wish.units()),
        projectLimits(wish.bucket()).crossedBy(granted.projectBefore(), wish.units()));
  }

  private QuotaDay day(LocalDate date) {
    return QuotaDay.on(date, config.zone());
  }

  private List<QuotaDay> days() {
    return QuotaDay.around(clock.instant().plus(config.clockOffset()), config.zone());
  }

  private long userCeiling(Bucket bucket) {
    return bucket.countsForUsers() ? userLimits().refuseAbove() : USER_DOES_NOT_COUNT;
  }
}
