package dev.reelport.quota;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The scripts of the gate, with their keys, arguments and answers. Each can be repeated when an
 * answer is lost. Everything fails with {@link QuotaUnavailableException}.
 */
final class GateScripts {

  private static final LuaScript CHARGE = LuaScript.load("charge.lua");
  private static final LuaScript OPEN = LuaScript.load("open.lua");
  private static final LuaScript CHECK_USER = LuaScript.load("check_user.lua");
  private static final LuaScript STANDING = LuaScript.load("standing.lua");
  private static final LuaScript SETTLE = LuaScript.load("settle.lua");
  private static final LuaScript GIVE_BACK = LuaScript.load("give_back.lua");
  private static final LuaScript CLOSE = LuaScript.load("close.lua");
  private static final LuaScript TODAY = LuaScript.load("today.lua");

  /** Longer than reading the ledger takes. */
  private static final int OPENING_SECONDS = 10;

  private final RedisAPI redis;
  private final QuotaConfig config;

  GateScripts(RedisAPI redis, QuotaConfig config) {
    this.redis = redis;
    this.config = config;
  }

  /** What the charge script answers. */
  sealed interface Answer {}

  /** Units are charged; the counts are those before. */
  record Granted(LocalDate day, int opening, long userBefore, long projectBefore)
      implements Answer {}

  /** Nothing is charged. */
  record Refused(Charge.By by, Instant opens) implements Answer {}

  /** Nothing is charged before the day is opened with this token. */
  record Unopened(LocalDate day, String token) implements Answer {}

  /** Nothing is charged before the user's counter is rebuilt. */
  record Unchecked(OpenDay open) implements Answer {}

  /** How a day is open and from what its counters started, by the counter's key. */
  record Started(OpenDay open, Map<String, Long> bases) {}

  /**
   * @param userCeiling negative if the user does not count
   */
  Uni<Answer> charge(List<QuotaDay> days, Wish wish, long userCeiling, long projectCeiling) {
    List<String> keys = new ArrayList<>();
    keys.add(GateKeys.charge(wish.chargeId()));
    for (QuotaDay day : days) {
      keys.add(GateKeys.user(wish.user(), day.date()));
      keys.add(GateKeys.project(wish.bucket(), day.date()));
      keys.add(GateKeys.closed(wish.bucket(), day.date()));
      keys.add(GateKeys.share(day.date()));
      keys.add(GateKeys.open(day.date()));
      keys.add(GateKeys.checked(day.date()));
      keys.add(GateKeys.opening(day.date()));
    }
    List<String> arguments = clock(days);
    arguments.add(Integer.toString(wish.units()));
    arguments.add(Long.toString(userCeiling));
    arguments.add(Long.toString(projectCeiling));
    arguments.add(Long.toString(config.chargeMemory().toSeconds()));
    arguments.add(Integer.toString(OPENING_SECONDS));
    arguments.add(wish.isShared() ? "1" : "0");
    return text(CHARGE, keys, arguments).map(GateScripts::answer);
  }

  private static Answer answer(String text) {
    String[] parts = text.split(":", -1);
    return switch (parts[0]) {
      case "granted" ->
          new Granted(
              LocalDate.parse(parts[1]),
              Integer.parseInt(parts[2]),
              Long.parseLong(parts[3]),
              Long.parseLong(parts[4]));
      case "refused" ->
          new Refused(
              Charge.By.valueOf(parts[1].toUpperCase(Locale.ROOT)),
              Instant.ofEpochSecond(Long.parseLong(parts[2])));
      case "unopened" -> new Unopened(LocalDate.parse(parts[1]), parts[2]);
      case "unchecked" -> new Unchecked(OpenDay.parse(LocalDate.parse(parts[1]), parts[2]));
      default -> throw new IllegalStateException("charge.lua answered " + parts[0]);
    };
  }

  /** Writes the project's counters and lets charges in; false if the token is over. */
  Uni<Boolean> open(String token, Truth.Standing standing) {
    LocalDate day = standing.opening().day();
    List<String> keys = new ArrayList<>();
    keys.add(GateKeys.opening(day));
    keys.add(GateKeys.open(day));
    keys.add(GateKeys.checked(day));
    List<String> arguments = new ArrayList<>();
    arguments.add(token);
    arguments.add(Integer.toString(standing.opening().number()));
    arguments.add(Long.toString(standing.margin()));
    arguments.add(reset(day));
    for (Bucket bucket : Bucket.values()) {
      keys.add(GateKeys.project(bucket, day));
      arguments.add(Long.toString(standing.spent().getOrDefault(bucket, 0L)));
    }
    return done(OPEN, keys, arguments);
  }

  /** Writes a user's counter; false if the day is open otherwise by now. */
  Uni<Boolean> checkUser(OpenDay open, UserId user, long spent) {
    LocalDate day = open.day();
    return done(
        CHECK_USER,
        List.of(GateKeys.open(day), GateKeys.checked(day), GateKeys.user(user, day)),
        List.of(open.text(), reset(day), Long.toString(spent)));
  }

  /** How the day is open; with the starts of its counters as long as there is a margin. */
  Uni<Optional<Started>> standing(LocalDate day) {
    return answer(STANDING, List.of(GateKeys.open(day), GateKeys.checked(day)), List.of())
        .map(list -> list.size() == 0 ? Optional.empty() : Optional.of(started(day, list)));
  }

  private static Started started(LocalDate day, Response list) {
    Map<String, Long> bases = new HashMap<>();
    for (int i = 1; i + 1 < list.size(); i += 2) {
      bases.put(list.get(i).toString(), list.get(i + 1).toLong());
    }
    return new Started(OpenDay.parse(day, list.get(0).toString()), bases);
  }

  /** Lowers the margin and lets counters start from other counts; false if that is outdated. */
  Uni<Boolean> settle(Started was, long margin, Map<String, Long> changed) {
    LocalDate day = was.open().day();
    List<String> keys = new ArrayList<>(List.of(GateKeys.open(day), GateKeys.checked(day)));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                was.open().text(),
                Integer.toString(was.bases().size()),
                was.open().withMargin(margin).text()));
    changed.forEach(
        (counter, base) -> {
          keys.add(counter);
          arguments.add(base.toString());
        });
    return done(SETTLE, keys, arguments);
  }

  /** Takes a charge back; repeated, or when the charge is forgotten, does nothing. */
  Uni<Void> giveBack(Charge.Granted charge, boolean userCounts) {
    LocalDate day = charge.day().date();
    List<String> keys = new ArrayList<>();
    keys.add(GateKeys.charge(charge.chargeId()));
    keys.add(GateKeys.open(day));
    keys.add(GateKeys.project(charge.bucket(), day));
    if (userCounts) {
      keys.add(GateKeys.user(charge.user(), day));
    }
    return text(GIVE_BACK, keys, List.of(Integer.toString(charge.units()))).replaceWithVoid();
  }

  /** Closes the bucket; answers when it opens again. */
  Uni<Instant> close(Bucket bucket, QuotaDay day) {
    List<String> arguments =
        List.of(
            Long.toString(config.clockOffset().toSeconds()),
            Long.toString(day.start().getEpochSecond()),
            Long.toString(day.resetsAt().getEpochSecond()),
            Long.toString(config.youngDay().toSeconds()));
    return text(CLOSE, List.of(GateKeys.closed(bucket, day.date())), arguments)
        .map(second -> Instant.ofEpochSecond(Long.parseLong(second)));
  }

  /** Which of these days it is and what counts as charged to it: "DATE:UNITS". */
  Uni<String> today(List<QuotaDay> days, Function<LocalDate, String> counter) {
    List<String> keys =
        days.stream()
            .map(QuotaDay::date)
            .flatMap(day -> Stream.of(counter.apply(day), GateKeys.open(day)))
            .toList();
    return text(TODAY, keys, clock(days));
  }

  // In whole seconds as the scripts reckon, or a counter would end before its day.
  private String reset(LocalDate day) {
    Instant end = QuotaDay.on(day, config.zone()).resetsAt();
    return Long.toString(end.getEpochSecond() - config.clockOffset().toSeconds());
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

  private Uni<Boolean> done(LuaScript script, List<String> keys, List<String> arguments) {
    return answer(script, keys, arguments).map(answer -> answer.toInteger() == 1);
  }

  private Uni<String> text(LuaScript script, List<String> keys, List<String> arguments) {
    return answer(script, keys, arguments).map(Response::toString).invoke(GateScripts::requireDay);
  }

  private static void requireDay(String answer) {
    if (answer.equals("unknown")) {
      throw new QuotaUnavailableException("The clocks of Redis and here differ by days");
    }
  }

  private Uni<Response> answer(LuaScript script, List<String> keys, List<String> arguments) {
    return script
        .run(redis, keys, arguments, config.redisTimeout())
        .onFailure()
        .transform(e -> new QuotaUnavailableException("Redis did not answer", e));
  }
}
