package dev.reelport.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaDayTest {

  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  @ParameterizedTest
  @CsvSource({
    "2026-03-07, 2026-03-07T08:00:00Z, 2026-03-08T08:00:00Z, 24",
    "2026-03-08, 2026-03-08T08:00:00Z, 2026-03-09T07:00:00Z, 23",
    "2026-07-01, 2026-07-01T07:00:00Z, 2026-07-02T07:00:00Z, 24",
    "2026-11-01, 2026-11-01T07:00:00Z, 2026-11-02T08:00:00Z, 25",
    "2026-11-02, 2026-11-02T08:00:00Z, 2026-11-03T08:00:00Z, 24"
  })
  void aDayLastsFromMidnightToMidnightPacificAlsoWhenTheClocksChange(
      LocalDate date, Instant start, Instant reset, int hours) {
    // When
    QuotaDay day = QuotaDay.on(date, PACIFIC);

    // Then
    assertThat(day).isEqualTo(new QuotaDay(date, start, reset));
    assertThat(Duration.between(day.start(), day.resetsAt())).hasHours(hours);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-08T07:59:59Z, 2026-03-07",
    "2026-03-08T08:00:00Z, 2026-03-08",
    "2026-03-09T06:59:59Z, 2026-03-08",
    "2026-03-09T07:00:00Z, 2026-03-09",
    "2026-11-02T07:59:59Z, 2026-11-01",
    "2026-11-02T08:00:00Z, 2026-11-02",
    "2027-01-01T07:59:59Z, 2026-12-31"
  })
  void aMomentBelongsToThePacificDay(Instant moment, LocalDate date) {
    assertThat(QuotaDay.at(moment, PACIFIC).date()).isEqualTo(date);
  }

  @Test
  void theCandidatesFollowEachOtherWithoutGap() {
    // When
    var days = QuotaDay.around(Instant.parse("2026-03-08T20:00:00Z"), PACIFIC);

    // Then
    assertThat(days)
        .extracting(QuotaDay::date)
        .containsExactly(
            LocalDate.of(2026, 3, 7), LocalDate.of(2026, 3, 8), LocalDate.of(2026, 3, 9));
    assertThat(days.get(1).start()).isEqualTo(days.get(0).resetsAt());
    assertThat(days.get(2).start()).isEqualTo(days.get(1).resetsAt());
  }
}
