package dev.reelport.quota;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The counters in Redis that every instance charges before it spends. One script checks and adds,
 * so no number of instances gets past a limit. The day is decided by Redis' clock; an instance only
 * names the days it may be. Everything fails with {@link QuotaUnavailableException}.
 */
final class RedisGate {

  private static final LuaScript CHARGE = LuaScript.load("charge.lua");
  private static final LuaScript GIVE_BACK = LuaScript.load("give_back.lua");
  private static final LuaScript CLOSE = LuaScript.load("close.lua");
  private static final LuaScript TODAY = LuaScript.load("today.lua");
  private static final long USER_DOES_NOT_COUNT = -1;

  private final RedisAPI redis;
  private final InstantSource clock;
  private final QuotaConfig config;

  RedisGate(RedisAPI redis, InstantSource clock, QuotaConfig config) {
    this.redis = redis;
    this.clock = clock;
    this.config = config;
  }

  /** What is charged to somebody on the day it is. */
  record Count(QuotaDay day, long units) {}

  /** Charges both budgets or none; a charge id that was granted is answered as the first time. */
  Uni<Charge> charge(Wish wish) {
    List<QuotaDay> days = days();
    List<String> keys = new ArrayList<>();
    keys.add(GateKeys.charge(wish.chargeId()));
    for (QuotaDay day : days) {
      keys.add(GateKeys.user(wish.user(), day.date()));
      keys.add(GateKeys.project(wish.bucket(), day.date()));
      keys.add(GateKeys.closed(wish.bucket(), day.date()));
      keys.add(GateKeys.share(day.date()));
    }
    List<String> arguments = clock(days);
    arguments.add(Integer.toString(wish.units()));
    arguments.add(Long.toString(userCeiling(wish.bucket())));
    arguments.add(Integer.toString(projectLimits(wish.bucket()).ceiling(wish.priority())));
    arguments.add(Long.toString(config.chargeMemory().toSeconds()));
    arguments.add(wish.isShared() ? "1" : "0");
    return answer(CHARGE, keys, arguments).map(text -> charge(wish, text));
  }

  /** Takes a charge back; repeated, or after {@link QuotaConfig#chargeMemory()}, does nothing. */
  Uni<Void> giveBack(Charge.Granted charge) {
    LocalDate date = charge.day().date();
    List<String> keys = new ArrayList<>();
    keys.add(GateKeys.charge(charge.chargeId()));
    keys.add(GateKeys.project(charge.bucket(), date));
    if (userCounts(charge.bucket())) {
      keys.add(GateKeys.user(charge.user(), date));
    }
    return answer(GIVE_BACK, keys, List.of(Integer.toString(charge.units()))).replaceWithVoid();
  }

  /** Refuses everything in the bucket for the rest of the day; answers when it opens again. */
  Uni<Instant> close(Bucket bucket, QuotaDay day) {
    List<String> arguments =
        List.of(
            Long.toString(config.clockOffset().toSeconds()),
            Long.toString(day.start().getEpochSecond()),
            Long.toString(day.resetsAt().getEpochSecond()),
            Long.toString(config.youngDay().toSeconds()));
    return answer(CLOSE, List.of(GateKeys.closed(bucket, day.date())), arguments)
        .map(second -> Instant.ofEpochSecond(Long.parseLong(second)));
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

  private Uni<Count> count(Function<LocalDate, String> key) {
    List<QuotaDay> days = days();
    List<String> keys = days.stream().map(QuotaDay::date).map(key).toList();
    return answer(TODAY, keys, clock(days)).map(text -> count(text.split(":", -1)));
  }

  private Count count(String[] parts) {
    return new Count(day(parts[0]), Long.parseLong(parts[1]));
  }

  private Charge charge(Wish wish, String text) {
    String[] parts = text.split(":", -1);
    if (parts[0].equals("refused")) {
      Charge.By by = Charge.By.valueOf(parts[1].toUpperCase(Locale.ROOT));
      return new Charge.Refused(by, Instant.ofEpochSecond(Long.parseLong(parts[2])));
    }
    boolean userCounts = userCounts(wish.bucket());
    long userBefore = Long.parseLong(parts[2]);
    long projectBefore = Long.parseLong(parts[3]);
    return new Charge.Granted(
        wish.chargeId(),
        wish.user(),
        wish.bucket(),
        wish.units(),
        day(parts[1]),
        userCounts ? userBefore + wish.units() : userBefore,
        projectBefore + wish.units(),
        userCounts && userLimits().crossedBy(userBefore, wish.units()),
        projectLimits(wish.bucket()).crossedBy(projectBefore, wish.units()));
  }

  private QuotaDay day(String date) {
    return QuotaDay.on(LocalDate.parse(date), config.zone());
  }

  private List<QuotaDay> days() {
    return QuotaDay.around(clock.instant().plus(config.clockOffset()), config.zone());
  }

  private List<String> clock(List<QuotaDay> days) {
    Stream<String> offset = Stream.of(Long.toString(config.clockOffset().toSeconds()));
    Stream<String> boundaries =
        days.stream()
            .flatMap(
                day ->
                    Stream.of(
                        Long.toString(day.start().getEpochSecond()),
                        Long.toString(day.resetsAt().getEpochSecond()),
                        day.date().toString()));
    return new ArrayList<>(Stream.concat(offset, boundaries).toList());
  }

  private static boolean userCounts(Bucket bucket) {
    return bucket == Bucket.GENERAL;
  }

  private long userCeiling(Bucket bucket) {
    return userCounts(bucket) ? userLimits().refuseAbove() : USER_DOES_NOT_COUNT;
  }

  private Uni<String> answer(LuaScript script, List<String> keys, List<String> arguments) {
    return guarded(script.run(redis, keys, arguments))
        .map(Response::toString)
        .onItem()
        .transform(RedisGate::known);
  }

  private static String known(String answer) {
    if (answer.equals("unknown")) {
      throw new QuotaUnavailableException("The clocks of Redis and here differ by days", null);
    }
    return answer;
  }

  /** The outcome of a command, waited for as long as is configured. */
  <T> Uni<T> guarded(Uni<T> command) {
    Duration timeout = config.redisTimeout();
    return command
        .ifNoItem()
        .after(timeout)
        .fail()
        .onFailure()
        .transform(e -> new QuotaUnavailableException("Redis did not answer", e));
  }
}
