package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.imports.Decided;
import dev.reelport.imports.Outcome;
import dev.reelport.sources.ItemFate.Before;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemFateTest {

  private static final Instant NOW = Instant.parse("2026-05-04T09:30:00Z");

  @Test
  void whatIsImportedIsDecidedForGood() {
    ItemFate fate = fate(Optional.empty(), decided(Outcome.IMPORTED, null));

    assertThat(fate.state()).isEqualTo(ItemState.IMPORTED);
    assertThat(fate.againAt()).isEmpty();
  }

  @Test
  void aProjectOfItsOwnThatIsMetAgainStaysImported() {
    Before imported = new Before(ItemState.IMPORTED, Optional.empty(), 1);

    assertThat(
            ItemFate.of(Optional.of(imported), decided(Outcome.DUPLICATE, "already_imported"), NOW))
        .isEmpty();
    assertThat(fate(Optional.empty(), decided(Outcome.DUPLICATE, "already_imported")).state())
        .isEqualTo(ItemState.DUPLICATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind", "published_after", "too_short", "title", "tombstone"})
  void whatFiltersKeepAwayStaysAway(String reason) {
    ItemFate fate = fate(Optional.empty(), decided(Outcome.FILTERED, reason));

    assertThat(fate.state()).isEqualTo(ItemState.FILTERED);
    assertThat(fate.againAt()).isEmpty();
  }

  @Test
  void aPremiereIsLookedAtAgainWhenItHasBegun() {
    Instant start = NOW.plus(Duration.ofDays(3));
    Decided upcoming =
        new Decided(
            "v",
            Outcome.FILTERED,
            Optional.of("upcoming"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(start));

    ItemFate fate = fate(Optional.empty(), upcoming);

    assertThat(fate.state()).isEqualTo(ItemState.PENDING);
    assertThat(fate.againAt()).contains(start.plus(Duration.ofMinutes(15)));
  }

  @Test
  void aStreamIsLookedAtHourlyThenDailyThenWeekly() {
    List<Duration> waits = waits(decided(Outcome.FILTERED, "live"), 60);

    assertThat(waits.subList(0, 24)).containsOnly(Duration.ofHours(1));
    assertThat(waits.subList(24, 54)).containsOnly(Duration.ofDays(1));
    assertThat(waits.subList(54, 60)).containsOnly(Duration.ofDays(7));
  }

  @Test
  void aPrivateSpellIsLookedAtAfterADayThenThreeThenWeekly() {
    List<Duration> waits = waits(decided(Outcome.UNAVAILABLE, "private"), 8);

    assertThat(waits.subList(0, 2)).containsExactly(Duration.ofDays(1), Duration.ofDays(3));
    assertThat(waits.subList(2, 8)).containsOnly(Duration.ofDays(7));
  }

  @Test
  void whatIsGoneForMonthsIsLeftToSweeps() {
    Before gone = new Before(ItemState.UNAVAILABLE, Optional.of("deleted"), 8);

    assertThat(fate(Optional.of(gone), decided(Outcome.UNAVAILABLE, "deleted")).againAt())
        .isEmpty();
  }

  @Test
  void whatComesBackBeginsAnew() {
    Before gone = new Before(ItemState.UNAVAILABLE, Optional.of("private"), 5);

    ItemFate live = fate(Optional.of(gone), decided(Outcome.FILTERED, "live"));
    ItemFate imported = fate(Optional.of(gone), decided(Outcome.IMPORTED, null));

    assertThat(live.tries()).isEqualTo(1);
    assertThat(imported.state()).isEqualTo(ItemState.IMPORTED);
  }

  @Test
  void ourOwnFailureIsTriedAgainSoon() {
    assertThat(fate(Optional.empty(), decided(Outcome.FAILED, "internal")).againAt())
        .contains(NOW.plus(Duration.ofHours(1)));
  }

  private static List<Duration> waits(Decided decided, int times) {
    List<Duration> waits = new ArrayList<>();
    Optional<Before> before = Optional.empty();
    for (int n = 0; n < times; n++) {
      ItemFate fate = fate(before, decided);
      waits.add(Duration.between(NOW, fate.againAt().orElseThrow()));
      before = Optional.of(new Before(fate.state(), fate.reason(), fate.tries()));
    }
    return waits;
  }

  private static ItemFate fate(Optional<Before> before, Decided decided) {
    return ItemFate.of(before, decided, NOW).orElseThrow();
  }

  private static Decided decided(Outcome outcome, String reason) {
    return new Decided(
        "v",
        outcome,
        Optional.ofNullable(reason),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
