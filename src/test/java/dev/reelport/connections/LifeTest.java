package dev.reelport.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.connections.ConnectionStore.Life;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifeTest {

  @ParameterizedTest
  @CsvSource({"PT1H, PT55M", "PT10M, PT5M", "PT8M, PT4M", "PT1S, PT0.5S"})
  void aTokenIsRenewedFiveMinutesBeforeItsEndOrAtHalfItsLife(Duration life, Duration renewal) {
    assertThat(Life.of(life, Duration.ofMinutes(5)).renewal()).isEqualTo(renewal);
  }
}
