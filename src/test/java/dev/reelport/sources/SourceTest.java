package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelport.imports.AnalysisMode;
import dev.reelport.imports.ImportId;
import dev.reelport.imports.ImportOptions;
import dev.reelport.imports.InvalidRequestException;
import dev.reelport.imports.OptionsBody;
import dev.reelport.imports.Run;
import dev.reelport.imports.RunObserver.KeptList;
import dev.reelport.imports.TargetKind;
import dev.reelport.imports.VideoKind;
import dev.reelport.platform.UserId;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SourceTest {

  private static final Instant NOW = Instant.parse("2026-05-04T09:30:00Z");
  private static final Instant SOON = NOW.plus(Duration.ofHours(4));
  private static final String CHANNEL = "UC012345678901234567890Q";
  private static final PlaylistId UPLOADS = new PlaylistId("UU012345678901234567890Q");
  private static final ImportId RUN = new ImportId(new UUID(1, 2));
  private static final VideoId VIDEO = new VideoId("dQw4w9WgXcQ");

  @Test
  void anImportsOptionsBecomeTheSources() {
    Source source =
        kept(
            new OptionsBody(
                false,
                false,
                null,
                NOW,
                null,
                List.of(VideoKind.VIDEO),
                true,
                AnalysisMode.NEVER,
                Duration.ofMinutes(1),
                null,
                "news",
                null));

    assertThat(source.settings().interval()).isEqualTo(SyncInterval.ADAPTIVE);
    assertThat(source.settings().policy()).isEqualTo(AbsencePolicy.HIDE);
    assertThat(source.standing().lastRun()).contains(RUN);
    assertThat(source.times().nextCheckAt()).contains(SOON);
    ImportOptions forRuns = source.settings().forRuns(TargetKind.CHANNEL);
    assertThat(forRuns.isPrivate()).isFalse();
    assertThat(forRuns.showcase()).isFalse();
    assertThat(forRuns.maxVideos()).isNull();
    assertThat(forRuns.publishedAfter()).isEqualTo(NOW);
    assertThat(forRuns.include()).containsExactly(VideoKind.VIDEO);
    assertThat(forRuns.keepInSync()).isTrue();
    assertThat(forRuns.analysis()).isEqualTo(AnalysisMode.NEVER);
    assertThat(forRuns.minDuration()).isEqualTo(Duration.ofMinutes(1));
    assertThat(forRuns.titleContains()).isEqualTo("news");
  }

  @Test
  void whoTakesTheNewestVideosOnlyWantsNoneFromBeforeThem() {
    // Given
    OptionsBody ten =
        new OptionsBody(null, null, 10, null, null, null, true, null, null, null, null, null);
    Source source = kept(ten);
    assertThat(source.startsAtItsCreation()).isTrue();

    // When
    Source known =
        source.startingAt(
            Optional.of(NOW.minusSeconds(60)), ImportOptions.of(ten, TargetKind.CHANNEL));

    // Then
    assertThat(known.settings().filters().publishedAfter()).isEqualTo(NOW.minusSeconds(60));
    assertThat(known.startsAtItsCreation()).isFalse();
  }

  @Test
  void aRunLooksAtTheVideosItIsGivenOrAtTheWholeList() {
    Source source = kept(OptionsBody.NONE);

    Run hints = source.run(RUN, Rung.FEED, Optional.of(List.of(VIDEO)));
    Run whole = source.run(RUN, Rung.SWEEP, Optional.empty());

    assertThat(hints.hints()).contains(List.of(VIDEO));
    assertThat(hints.request().origin().orElseThrow().rung()).isEqualTo("feed");
    assertThat(hints.request().origin().orElseThrow().source()).isEqualTo(source.id().value());
    assertThat(hints.request().target().canonical()).isEqualTo("channel:" + CHANNEL);
    assertThat(hints.request().written()).isEqualTo("@written");
    assertThat(whole.hints()).isEmpty();
    assertThat(whole.list()).isEqualTo(UPLOADS);
  }

  @Test
  void aRunThatNeedsAGrantLetsTheSourceWait() {
    Source source = kept(OptionsBody.NONE);
    assertThat(source.goesOn()).isTrue();

    Source waiting = source.afterRun(Optional.of("Title"), true, true, SOON);

    assertThat(waiting.goesOn()).isFalse();
    assertThat(waiting.standing().waiting()).contains("reconnect");
    assertThat(waiting.title()).contains("Title");
    assertThat(waiting.version()).isEqualTo(source.version() + 1);
    assertThat(waiting.times().updatedAt()).isEqualTo(SOON);
  }

  @Test
  void aSweepIsACheckToo() {
    Source swept = kept(OptionsBody.NONE).swept(Optional.of(SOON), NOW);

    assertThat(swept.times().checkedAt()).contains(NOW);
    assertThat(swept.times().sweptAt()).contains(NOW);
    assertThat(swept.times().nextCheckAt()).contains(SOON);
  }

  @Test
  void filtersThatMakeNoSenseAreRefused() {
    Filters shortest =
        new Filters(null, null, null, Duration.ofHours(2), Duration.ofHours(1), null, null);
    Filters blank = new Filters(null, null, null, null, null, " ", null);

    for (Filters filters : List.of(shortest, blank)) {
      assertThatThrownBy(() -> Settings.of(null, filters, null, null))
          .isInstanceOf(InvalidRequestException.class);
    }
  }

  private static Source kept(OptionsBody options) {
    return Source.keeping(
        new SourceId(new UUID(3, 4)),
        new KeptList(
            new UserId("ada"),
            RUN,
            TargetKind.CHANNEL,
            CHANNEL,
            "@written",
            Optional.empty(),
            UPLOADS,
            ImportOptions.of(options, TargetKind.CHANNEL),
            NOW),
        SOON);
  }
}
