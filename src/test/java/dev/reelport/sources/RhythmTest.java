package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RhythmTest {

  private static final Instant NOW = Instant.parse("2026-05-04T09:30:00Z");

  private final Rhythm rhythm = new Rhythm(() -> 0L);

  @ParameterizedTest
  @CsvSource({"TWO_HOURS,PT2H", "FOUR_HOURS,PT4H", "DAILY,PT24H"})
  void aFixedIntervalIsKeptWhateverTheRhythm(SyncInterval interval, Duration wait) {
    assertThat(rhythm.next(interval, pace(Duration.ofDays(30), NOW), NOW)).contains(NOW.plus(wait));
  }

  @Test
  void aManualSourceIsNeverCheckedByItself() {
    assertThat(rhythm.next(SyncInterval.MANUAL, Pace.UNKNOWN, NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // gap, since the newest, wait
    "PT1H,PT1H,PT2H",
    "P1D,PT1H,PT6H",
    "P1D,P1D,PT6H",
    "P1D,P4D,P1D",
    "P7D,P1D,PT42H",
    "P7D,P27D,PT162H",
    "P1D,P60D,P7D",
    "P90D,P1000D,P7D"
  })
  void anAdaptiveOneFollowsItsChannelAndSlowsDownToWeekly(
      Duration gap, Duration silence, Duration wait) {
    Pace pace = pace(gap, NOW.minus(silence));

    assertThat(rhythm.next(SyncInterval.ADAPTIVE, pace, NOW)).contains(NOW.plus(wait));
  }

  @Test
  void whatNobodyKnowsIsCheckedWithinHours() {
    assertThat(rhythm.next(SyncInterval.ADAPTIVE, Pace.UNKNOWN, NOW))
        .contains(NOW.plus(Duration.ofHours(4)));
  }

  @Test
  void chanceSpreadsChecksAndNeverPutsOneOff() {
    Rhythm random = new Rhythm(new Random(1));
    List<Duration> waits =
        IntStream.range(0, 1000)
            .mapToObj(n -> random.next(SyncInterval.DAILY, Pace.UNKNOWN, NOW).orElseThrow())
            .map(next -> Duration.between(NOW, next))
            .toList();

    assertThat(waits)
        .allSatisfy(
            wait -> assertThat(wait).isBetween(Duration.ofMinutes(1295), Duration.ofDays(1)));
    assertThat(waits.stream().distinct().count()).isGreaterThan(900);
  }

  @Test
  void theRhythmIsTheMedianOfTheGaps() {
    Pace pace =
        Pace.of(
            List.of(
                NOW,
                NOW.minus(Duration.ofDays(1)),
                NOW.minus(Duration.ofDays(2)),
                NOW.minus(Duration.ofDays(200))));

    assertThat(pace).isEqualTo(pace(Duration.ofDays(1), NOW));
    assertThat(Pace.of(List.of())).isEqualTo(Pace.UNKNOWN);
    assertThat(Pace.of(List.of(NOW)).gap()).isEmpty();
  }

  private static Pace pace(Duration gap, Instant newest) {
    return new Pace(Optional.of(newest), Optional.of(gap));
  }
}
