package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.imports.Sorting.Sorted;
import dev.reelport.projects.Known;
import dev.reelport.youtube.ListedVideo.Privacy;
import dev.reelport.youtube.Video;
import dev.reelport.youtube.Video.Broadcast;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SortingTest {

  private static final UUID PROJECT = new UUID(7, 7);

  @Test
  void whatTheUserHasIsADuplicateAndNeedsNoDetails() {
    Sorted sorted =
        Sorting.page(
            Made.listing(),
            List.of(Made.listed(1), Made.listed(2)),
            Map.of(Made.id(1).value(), new Known(Optional.of(PROJECT), false)),
            Set.of());

    assertThat(sorted.decided())
        .containsExactly(Item.duplicate(Made.id(1).value(), Optional.of(PROJECT)));
    assertThat(sorted.wanted()).containsExactly(Made.id(2).value());
  }

  @Test
  void whatTheUserDeletedStaysDeleted() {
    Sorted sorted =
        Sorting.page(
            Made.listing(),
            List.of(Made.listed(1)),
            Map.of(Made.id(1).value(), new Known(Optional.empty(), true)),
            Set.of());

    assertThat(sorted.decided()).containsExactly(Item.filtered(Made.id(1).value(), "tombstone"));
  }

  @Test
  void aDeadVideoIsToldByItsMissingDate() {
    Sorted sorted =
        Sorting.page(
            Made.listing(),
            List.of(Made.dead(1, Privacy.PRIVATE), Made.dead(2, Privacy.UNSPECIFIED)),
            Map.of(),
            Set.of());

    assertThat(sorted.decided())
        .containsExactly(
            Item.unavailable(Made.id(1).value(), "private"),
            Item.unavailable(Made.id(2).value(), "deleted"));
    assertThat(sorted.wanted()).isEmpty();
  }

  @Test
  void whatThePageShiftBroughtAgainIsCountedOnce() {
    Import i = Made.listing();
    Import pending = Made.with(i, i.cursor().withPending(List.of(Made.id(1).value())));

    Sorted sorted =
        Sorting.page(
            pending,
            List.of(Made.listed(1), Made.listed(2), Made.listed(3), Made.listed(3)),
            Map.of(),
            Set.of(Made.id(2).value()));

    assertThat(sorted.decided()).isEmpty();
    assertThat(sorted.wanted()).containsExactly(Made.id(3).value());
  }

  @Test
  void noMoreVideosAreTakenThanAskedFor() {
    Sorted sorted =
        Sorting.page(
            Made.listing(Made.atMost(2)),
            List.of(Made.dead(1, Privacy.PRIVATE), Made.listed(2), Made.listed(3)),
            Map.of(),
            Set.of());

    assertThat(sorted.decided()).hasSize(1);
    assertThat(sorted.wanted()).containsExactly(Made.id(2).value());
  }

  @Test
  void publishedAfterIsInclusiveAndPublishedBeforeIsNot() {
    Instant from = Instant.parse("2026-01-10T00:00:00Z");
    Instant to = Instant.parse("2026-01-20T00:00:00Z");
    ImportOptions options =
        ImportOptions.of(
            new OptionsBody(null, null, null, from, to, null, null, null, null, null, null, null),
            TargetKind.CHANNEL);

    Sorted sorted =
        Sorting.page(
            Made.listing(options),
            List.of(
                Made.listed(1, from.minusMillis(1)),
                Made.listed(2, from),
                Made.listed(3, to.minusMillis(1)),
                Made.listed(4, to)),
            Map.of(),
            Set.of());

    assertThat(sorted.wanted()).containsExactly(Made.id(2).value(), Made.id(3).value());
    assertThat(sorted.decided())
        .containsExactly(
            Item.filtered(Made.id(1).value(), "published_after"),
            Item.filtered(Made.id(4).value(), "published_before"));
  }

  @Test
  void whatYouTubeLeavesOutIsUnavailable() {
    Sorted sorted =
        Sorting.details(
            Made.listing(), List.of(Made.id(1), Made.id(2)), found(Made.details(1)), Map.of());

    assertThat(sorted.accepted()).extracting(Video::id).containsExactly(Made.id(1));
    assertThat(sorted.decided()).containsExactly(Item.unavailable(Made.id(2).value(), "not_found"));
  }

  @Test
  void liveAndUpcomingVideosWait() {
    Sorted sorted =
        Sorting.details(
            Made.listing(),
            List.of(Made.id(1), Made.id(2)),
            found(
                Made.details(1, "P0D", Broadcast.LIVE, true),
                Made.details(2, "PT5M", Broadcast.UPCOMING, true)),
            Map.of());

    assertThat(sorted.decided())
        .containsExactly(
            Item.filtered(Made.id(1).value(), "live"),
            Item.filtered(Made.id(2).value(), "upcoming"));
  }

  @Test
  void lengthsAndTitlesRuleVideosOut() {
    ImportOptions options =
        ImportOptions.of(
            new OptionsBody(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                "VIDEO",
                "video 5"),
            TargetKind.CHANNEL);

    Sorted sorted =
        Sorting.details(
            Made.listing(options),
            List.of(Made.id(1), Made.id(2), Made.id(3), Made.id(4), Made.id(5)),
            found(
                Made.details(1, "PT59S", Broadcast.NONE, false),
                Made.details(2, "PT1M", Broadcast.NONE, false),
                Made.details(3, "PT1H1S", Broadcast.NONE, false),
                Made.details(4, "P0D", Broadcast.NONE, false),
                Made.details(5)),
            Map.of());

    assertThat(sorted.accepted()).extracting(Video::id).containsExactly(Made.id(2), Made.id(4));
    assertThat(sorted.decided())
        .containsExactly(
            Item.filtered(Made.id(1).value(), "too_short"),
            Item.filtered(Made.id(3).value(), "too_long"),
            Item.filtered(Made.id(5).value(), "title"));
  }

  @Test
  void onlyTheKindsAskedForAreTaken() {
    ImportOptions shorts =
        ImportOptions.of(
            new OptionsBody(
                null,
                null,
                null,
                null,
                null,
                List.of(VideoKind.SHORT),
                null,
                null,
                null,
                null,
                null,
                null),
            TargetKind.CHANNEL);

    Sorted sorted =
        Sorting.details(
            Made.listing(shorts),
            List.of(Made.id(1), Made.id(2)),
            found(Made.details(1), Made.details(2, "PT3M", Broadcast.NONE, false)),
            Map.of());

    assertThat(sorted.accepted()).extracting(Video::id).containsExactly(Made.id(2));
    assertThat(sorted.decided()).containsExactly(Item.filtered(Made.id(1).value(), "kind"));
  }

  @ParameterizedTest
  @CsvSource({
    "PT3M, false, SHORT",
    "PT3M1S, false, VIDEO",
    "PT15S, true, LIVE",
    "P0D, false, VIDEO",
    ", false, VIDEO",
    "nonsense, false, VIDEO",
    "P1DT2H, false, VIDEO"
  })
  void aShortHasAtMostThreeMinutesAndWasNeverStreamed(
      String duration, boolean streamed, VideoKind kind) {
    assertThat(Sorting.kindOf(Made.details(1, duration, Broadcast.NONE, streamed))).isEqualTo(kind);
  }

  @Test
  void aDeletedVideoComesBackWhenItIsAskedForByName() {
    Map<String, Known> tombstone = Map.of(Made.id(1).value(), new Known(Optional.empty(), true));

    Sorted byName =
        Sorting.details(Made.video(1), List.of(Made.id(1)), found(Made.details(1)), tombstone);
    Sorted inAList =
        Sorting.details(Made.listing(), List.of(Made.id(1)), found(Made.details(1)), tombstone);

    assertThat(byName.accepted()).hasSize(1);
    assertThat(inAList.accepted()).isEmpty();
  }

  @Test
  void aVideoThatBecameTheUsersWhileItWasPendingIsADuplicate() {
    Sorted sorted =
        Sorting.details(
            Made.listing(),
            List.of(Made.id(1)),
            Map.of(),
            Map.of(Made.id(1).value(), new Known(Optional.of(PROJECT), false)));

    assertThat(sorted.decided())
        .containsExactly(Item.duplicate(Made.id(1).value(), Optional.of(PROJECT)));
  }

  private static Map<String, Video> found(Video... videos) {
    return Arrays.stream(videos)
        .collect(Collectors.toMap(video -> video.id().value(), Function.identity()));
  }
}
