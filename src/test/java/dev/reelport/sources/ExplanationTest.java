package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.imports.ImportId;
import dev.reelport.imports.MetView;
import dev.reelport.imports.Outcome;
import dev.reelport.projects.Known;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

  private static final String VIDEO = "dQw4w9WgXcQ";
  private static final Instant AT = Instant.parse("2026-05-04T09:30:00Z");
  private static final UUID PROJECT = new UUID(3, 4);

  @Test
  void aVideoNobodyHasMetIsExplainedToo() {
    Explanation explained = Explanation.of(VIDEO, Optional.empty(), List.of(), List.of());

    assertThat(explained.explanation()).startsWith("None of your sources and imports has met");
    assertThat(explained.sources()).isEmpty();
    assertThat(explained.imports()).isEmpty();
    assertThat(explained.projectId()).isNull();
  }

  @Test
  void aProjectIsSaidBeforeAnythingElse() {
    Explanation explained =
        Explanation.of(
            VIDEO,
            Optional.of(new Known(Optional.of(PROJECT), true)),
            List.of(item(ItemState.FILTERED, "kind")),
            List.of());

    assertThat(explained.explanation()).isEqualTo("The video is one of your projects.");
    assertThat(explained.projectId()).isEqualTo(PROJECT);
    assertThat(explained.tombstone()).isFalse();
  }

  @Test
  void aDeletedProjectIsSaidToBeSo() {
    Explanation explained =
        Explanation.of(VIDEO, Optional.of(new Known(Optional.empty(), true)), List.of(), List.of());

    assertThat(explained.tombstone()).isTrue();
    assertThat(explained.explanation()).startsWith("You deleted the project");
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING,upcoming,A source has seen the video and waits: it has not begun",
    "PENDING,,A source has seen the video and has not decided it yet.",
    "FILTERED,too_short,A source has left the video out: it is shorter than what is wanted.",
    "UNAVAILABLE,private,A source has left the video out: it is private on YouTube."
  })
  void aSourceSaysWhy(ItemState state, String reason, String sentence) {
    Explanation explained =
        Explanation.of(VIDEO, Optional.empty(), List.of(item(state, reason)), List.of());

    assertThat(explained.explanation()).startsWith(sentence);
  }

  @Test
  void anImportSaysWhyWhereNoSourceHasMetIt() {
    MetView met =
        new MetView(new ImportId(PROJECT), "t", null, null, Outcome.FILTERED, "kind", null, AT, AT);

    assertThat(Explanation.of(VIDEO, Optional.empty(), List.of(), List.of(met)).explanation())
        .isEqualTo("An import has left the video out: it is of a kind that is not wanted.");
  }

  private static SourceItemView item(ItemState state, String reason) {
    return new SourceItemView(
        VIDEO, new SourceId(PROJECT), state, reason, Rung.FEED, AT, null, null, null, null, null);
  }
}
