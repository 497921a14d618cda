package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.sources.Audit.Findings;
import dev.reelport.sources.Audit.YouTubeCount;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditTest {

  private static final SourceId SOURCE = new SourceId(new UUID(1, 2));
  private static final Map<ItemState, Long> STATES =
      Map.of(
          ItemState.IMPORTED, 90L,
          ItemState.DUPLICATE, 4L,
          ItemState.FILTERED, 3L,
          ItemState.UNAVAILABLE, 2L,
          ItemState.PENDING, 1L);

  @Test
  void everyVideoIsCountedOnce() {
    Instant asked = Instant.parse("2026-05-04T09:30:00Z");

    Audit audit =
        Audit.of(
            SOURCE, new Findings(105, STATES, 4, 1, 0), Optional.of(new YouTubeCount(104, asked)));

    assertThat(audit).isEqualTo(new Audit(SOURCE, 105, 90, 5, 7, 4, 2, 0, 1, 104L, asked, true));
  }

  @Test
  void anImportedVideoWithoutItsProjectUnbalancesIt() {
    assertThat(Audit.of(SOURCE, new Findings(101, STATES, 0, 0, 0), Optional.empty()).balanced())
        .isFalse();
  }

  @Test
  void aPendingVideoThatNobodyWillDecideUnbalancesIt() {
    assertThat(Audit.of(SOURCE, new Findings(100, STATES, 0, 0, 1), Optional.empty()).balanced())
        .isFalse();
  }
}
