package dev.reelport.projects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "PT45S, 0:45",
    "PT1S, 0:01",
    "PT10M, 10:00",
    "PT15M33S, 15:33",
    "PT1H, 1:00:00",
    "PT1H2M10S, 1:02:10",
    "PT75M, 1:15:00",
    "P1D, 24:00:00",
    "P1DT2H, 26:00:00",
    "P1DT2H3M4S, 26:03:04",
    "P1W, 168:00:00",
    "P1W1DT1S, 192:00:01",
    "PT12.9S, 0:12"
  })
  void aDurationReadsAsPeopleReadIt(String iso, String text) {
    assertThat(VideoDuration.parse(iso).flatMap(VideoDuration::text)).hasValue(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P0D", "PT0S", "P0DT0H0M0S"})
  void noTimeAtAllHasNoText(String iso) {
    assertThat(VideoDuration.parse(iso)).isPresent();
    assertThat(VideoDuration.parse(iso).flatMap(VideoDuration::text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "P", "PT", "P1DT", "15:33", "PT-5S", "P1Y", "PT1S ", "PT99999999999S", "pt5s"})
  void garbageIsNoDuration(String text) {
    assertThat(VideoDuration.parse(text)).isEmpty();
  }
}
