package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RungHealthTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final RungHealth health = new RungHealth(Duration.ofMinutes(2));

  @Test
  void aRungIsWellUntilItIsUsed() {
    assertThat(health.avoid(NOW)).isFalse();
    assertThat(health.share()).isEqualTo(1);
  }

  @Test
  void aFewFailuresSayNothingAboutAll() {
    // When
    look(false, 19);

    // Then
    assertThat(health.isIll()).isFalse();
    assertThat(health.share()).isZero();
  }

  @Test
  void whereMostFailAllAreSpared() {
    // When
    look(true, 9);
    look(false, 11);

    // Then
    assertThat(health.isIll()).isTrue();
    assertThat(health.avoid(NOW)).isTrue();
  }

  @Test
  void anIllRungIsTriedByAFewAndComesBackWithThem() {
    // Given
    look(false, 20);

    // When
    Instant later = NOW.plus(Duration.ofMinutes(2));
    for (int n = 0; n < 5; n++) {
      assertThat(health.avoid(later)).isFalse();
    }

    // Then
    assertThat(health.avoid(later)).isTrue();
    look(true, 5);
    assertThat(health.isIll()).isFalse();
    assertThat(health.avoid(later)).isFalse();
  }

  @Test
  void oldLooksAreForgotten() {
    // Given
    look(false, 19);

    // When
    health.looked(true, NOW.plus(Duration.ofHours(2)));

    // Then
    assertThat(health.share()).isEqualTo(1);
  }

  private void look(boolean good, int times) {
    for (int n = 0; n < times; n++) {
      health.looked(good, NOW);
    }
  }
}
