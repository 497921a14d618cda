package dev.reelport.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZeroMeansOffTest {

  @Test
  void onlyARateLimitOfZeroBecomesOneThatNobodyReaches() {
    // Given
    Map<String, String> given =
        Map.of(
            "LIMIT", "0",
            "guard.\"a.B/c\".rate-limit.value", "${LIMIT:300}",
            "guard.\"a.B/d\".rate-limit.value", "${OTHER:300}",
            "guard.\"a.B/c\".retry.max-retries", "0");

    // When
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withInterceptors(new ZeroMeansOff())
            .withSources(new PropertiesConfigSource(given, "test", 100))
            .build();

    // Then
    assertThat(config.getValue("guard.\"a.B/c\".rate-limit.value", Integer.class))
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(config.getValue("guard.\"a.B/d\".rate-limit.value", Integer.class)).isEqualTo(300);
    assertThat(config.getValue("guard.\"a.B/c\".retry.max-retries", Integer.class)).isZero();
  }
}
