package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.platform.UserId;
import dev.reelport.sources.Logbook.News;
import dev.reelport.sources.MonthStore.Follower;
import dev.reelport.sources.Sighting.Marks;
import dev.reelport.sources.Sighting.SeenVideo;
import dev.reelport.youtube.PlaylistId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A month of 500 channels, minute by minute, with all that goes wrong in one. */
class MonthTest {

  private static final int CHANNELS = 500;
  private static final int DAYS = 30;

  /** What was made public on the last day is found by the next sweep at the latest. */
  private static final int DAYS_AFTER = 9;

  private static final Instant SILENT_FROM = MonthClock.day(10);
  private static final Instant SILENT_UNTIL = MonthClock.day(16);

  private final SplittableRandom random = new SplittableRandom(20261101);
  private final MonthClock clock = new MonthClock();
  private final MonthWorld world = new MonthWorld(clock, random.split());
  private final MonthStore store = new MonthStore(clock, world, new Rhythm(random.split()));
  private final Map<String, Integer> checks = new TreeMap<>();
  private final PriorityQueue<Push> pushes = new PriorityQueue<>(Comparator.comparing(Push::at));

  private record Push(Instant at, PlaylistId list, MonthVideo video) {}

  private final Tally tally =
      new Tally() {
        @Override
        public void checked(Rung rung, String result) {
          checks.merge(rung.code() + " " + result, 1, Integer::sum);
        }

        @Override
        public void discovered(Rung rung, Duration after) {
          assertThat(after.isNegative()).isFalse();
        }
      };

  @Test
  void nothingIsMissedAndNothingIsDoubled() {
    // Given
    for (int n = 0; n < CHANNELS; n++) {
      PlaylistId list = world.channel(n);
      store.follow(list, new UserId("everybody"), SyncInterval.ADAPTIVE);
      if (random.nextInt(10) < 4) {
        SyncInterval[] some = {
          SyncInterval.TWO_HOURS, SyncInterval.FOUR_HOURS, SyncInterval.DAILY, SyncInterval.ADAPTIVE
        };
        store.follow(list, new UserId("somebody"), some[random.nextInt(some.length)]);
      }
      if (random.nextInt(10) < 6) {
        subscribe(list);
      }
    }
    Round round =
        new Round(
            world,
            store,
            new Ladder(
                new Ladder.Spacing(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(1))),
            new Rungs(Duration.ofMinutes(2)),
            tally,
            clock,
            16);

    // When
    while (clock.instant().isBefore(MonthClock.day(DAYS + DAYS_AFTER))) {
      push();
      store.work();
      List<Due> due = store.due();
      if (!due.isEmpty()) {
        round.check(due).await().indefinitely();
      }
      clock.pass(Duration.ofMinutes(1));
    }

    // Then
    report();
    List<String> missed = new ArrayList<>();
    int there = 0;
    for (PlaylistId list : world.lists()) {
      for (MonthVideo video : world.shown(list)) {
        for (Follower follower : store.followers(list)) {
          there++;
          MonthStore.Item item = follower.items.get(video.id());
          if (item == null || item.state() != ItemState.IMPORTED) {
            missed.add(follower.user + " " + video + " " + item);
          }
        }
      }
    }
    assertThat(there).isGreaterThan(100_000);
    assertThat(missed).isEmpty();
    assertThat(store.projects().values()).containsOnly(1);
    auditsBalance();
  }

  private void auditsBalance() {
    for (PlaylistId list : world.lists()) {
      for (Follower follower : store.followers(list)) {
        Map<ItemState, Integer> counts = new EnumMap<>(ItemState.class);
        follower.items.values().forEach(item -> counts.merge(item.state(), 1, Integer::sum));
        long imported = counts.getOrDefault(ItemState.IMPORTED, 0);
        long gone =
            follower.items.entrySet().stream()
                .filter(entry -> entry.getValue().state() == ItemState.IMPORTED)
                .filter(entry -> !world.video(entry.getKey()).isShown(clock.instant()))
                .count();
        assertThat(imported - gone).isEqualTo(world.shown(list).size());
        // What is not imported is not there to be imported.
        follower.items.forEach(
            (id, item) ->
                assertThat(
                        item.state() == ItemState.IMPORTED
                            || !world.video(id).isShown(clock.instant()))
                    .isTrue());
      }
    }
  }

  /** The hub tells of most, soon or not so soon, and of nothing for some days. */
  private void subscribe(PlaylistId list) {
    for (MonthVideo video : world.all(list)) {
      Instant told = video.publicFrom().plus(MonthLife.pushDelay(random));
      boolean silent = told.isAfter(SILENT_FROM) && told.isBefore(SILENT_UNTIL);
      if (told.isAfter(MonthClock.BEGIN) && !silent && random.nextInt(100) < 85) {
        pushes.add(new Push(told, list, video));
      }
    }
  }

  private void push() {
    while (!pushes.isEmpty() && !pushes.peek().at().isAfter(clock.instant())) {
      Push push = pushes.poll();
      SeenVideo seen = new SeenVideo(push.video().id(), Optional.of(push.video().publishedAt()));
      News news =
          store.news(Map.of(push.list(), List.of(seen))).await().indefinitely().get(push.list());
      tally.checked(Rung.PUSH, news.toSome().isEmpty() ? "nothing" : "fresh");
      if (!news.toSome().isEmpty()) {
        tally.discovered(Rung.PUSH, Duration.between(push.video().publishedAt(), clock.instant()));
        world.spend("details", 1);
        store
            .seen(new Sighting(push.list(), List.of(seen), Rung.PUSH, clock.instant(), Marks.NONE))
            .await()
            .indefinitely();
        store.saw(push.list(), news.toAll().size());
      }
    }
  }

  private void report() {
    StringBuilder text = new StringBuilder("A month of " + CHANNELS + " channels\n");
    text.append("checks ").append(checks).append('\n');
    store
        .discovered()
        .forEach(
            (rung, times) -> {
              Collections.sort(times);
              text.append(
                  String.format(
                      Locale.ROOT,
                      "discovered by %-5s %6d p50 %s p95 %s%n",
                      rung.code(),
                      times.size(),
                      at(times, 0.5),
                      at(times, 0.95)));
            });
    Map<String, Integer> sums = new TreeMap<>();
    int most = 0;
    for (Map.Entry<Integer, Map<String, Integer>> day : world.units().entrySet()) {
      if (day.getKey() > 0) {
        day.getValue().forEach((what, units) -> sums.merge(what, units, Integer::sum));
        most = Math.max(most, day.getValue().values().stream().mapToInt(n -> n).sum());
      }
    }
    int all = sums.values().stream().mapToInt(n -> n).sum();
    text.append("units after the first day ").append(sums).append(", a day ");
    text.append(all / (DAYS + DAYS_AFTER - 1)).append(", at most ").append(most).append('\n');
    System.out.print(text);
  }

  private static Duration at(List<Duration> sorted, double share) {
    return Duration.ofSeconds(sorted.get((int) (share * (sorted.size() - 1))).toSeconds());
  }
}
