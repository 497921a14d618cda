package dev.reelport.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  @ParameterizedTest
  @CsvSource({
    "10000, 8000, 9000",
    "100, 80, 90",
    "15, 12, 13",
    "1, 0, 0",
    "0, 0, 0",
    "2147483647, 1717986917, 1932735282"
  })
  void theThresholdsAreEightyAndNinetyPercentRoundedDown(int limit, int warn, int refuse) {
    // When
    Limits limits = new Limits(limit);

    // Then
    assertThat(limits.warnAbove()).isEqualTo(warn);
    assertThat(limits.refuseAbove()).isEqualTo(refuse);
    assertThat(limits.ceiling(Priority.BULK)).isEqualTo(refuse);
    assertThat(limits.ceiling(Priority.INTERACTIVE)).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource({"79, 1, false", "80, 1, true", "70, 11, true", "81, 1, false", "0, 80, false"})
  void theWarningIsCrossedByOneChargeOnly(long before, int units, boolean crossed) {
    assertThat(new Limits(100).crossedBy(before, units)).isEqualTo(crossed);
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Limits(-1));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 90", "10, 15, 5, 75", "15, 10, 0, 75", "40, 0, 0, 50", "80, 95, 15, 0"})
  void whatTheGateHasBeyondTheLedgerIsReserved(
      long ledger, long gate, long reserved, long remaining) {
    // Given
    Instant reset = Instant.parse("2026-03-09T07:00:00Z");

    // When
    QuotaState state = QuotaState.of(new Limits(100), ledger, gate, reset);

    // Then
    assertThat(state).isEqualTo(new QuotaState(ledger, reserved, 100, 80, 90, remaining, reset));
  }
}
