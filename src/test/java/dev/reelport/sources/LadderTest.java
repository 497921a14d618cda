package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.sources.FeedLook.Validators;
import dev.reelport.sources.FeedParser.Entry;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LadderTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final PlaylistId LIST = new PlaylistId("UU_x5XG1OV2P6uZZ5FSM9Ttw");

  private final Ladder ladder =
      new Ladder(new Ladder.Spacing(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(1)));

  @Test
  void aListWithoutTroubleCostsNothing() {
    // Given
    ListState state = known();

    // Then
    assertThat(ladder.first(state, false, NOW)).isEqualTo(Rung.FEED);
    assertThat(ladder.afterFeed(state, new FeedLook.Unchanged(), 0, NOW)).isEmpty();
    assertThat(ladder.afterFeed(state, feed(15), 3, NOW)).isEmpty();
  }

  @Test
  void aFeedThatIsMissingIsLeftAloneForLongerEachTime() {
    // Given
    ListState state = known();
    FeedLook missing = new FeedLook.Missing("404");

    // When
    ListState once = state.looked(missing, NOW);
    ListState twice = once.looked(missing, NOW);

    // Then
    assertThat(ladder.afterFeed(once, missing, 0, NOW)).contains(Rung.COUNT);
    assertThat(ladder.first(once, false, NOW.plusSeconds(3_599))).isEqualTo(Rung.COUNT);
    assertThat(ladder.first(once, false, NOW.plusSeconds(3_600))).isEqualTo(Rung.FEED);
    assertThat(ladder.first(twice, false, NOW.plusSeconds(7_199))).isEqualTo(Rung.COUNT);
    assertThat(ladder.first(twice, false, NOW.plusSeconds(7_200))).isEqualTo(Rung.FEED);
    assertThat(
            IntStream.range(0, 40)
                .boxed()
                .reduce(state, (s, n) -> s.looked(missing, NOW), (a, b) -> b)
                .feed()
                .demotedUntil())
        .contains(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void theFirstGoodLookMakesUpForAll() {
    // Given
    ListState ill = known().looked(new FeedLook.Missing("500"), NOW);

    // When
    ListState well = ill.looked(new FeedLook.Unchanged(), NOW.plusSeconds(1));

    // Then
    assertThat(well.feed().misses()).isZero();
    assertThat(well.feed().badSince()).isEmpty();
    assertThat(ladder.first(well, false, NOW.plusSeconds(1))).isEqualTo(Rung.FEED);
  }

  @Test
  void feedsThatFailForMostAreLeftOutForAll() {
    assertThat(ladder.first(known(), true, NOW)).isEqualTo(Rung.COUNT);
  }

  @Test
  void aFeedOfNothingButNewsIsNotAllThereIs() {
    assertThat(ladder.afterFeed(known(), feed(15), 15, NOW)).contains(Rung.PAGE);
    assertThat(ladder.afterFeed(known(), feed(7), 7, NOW)).isEmpty();
  }

  @Test
  void theCountIsAskedDailyWhateverTheFeedSays() {
    assertThat(ladder.afterFeed(known(), new FeedLook.Unchanged(), 0, NOW.plus(Duration.ofDays(1))))
        .contains(Rung.COUNT);
  }

  @Test
  void onlyWhatWasNotSeenIsLookedFor() {
    // Given ten, and two that were seen since
    ListState state = known().saw(2);

    // Then
    assertThat(ladder.afterCount(state, 12, NOW)).isEmpty();
    assertThat(ladder.afterCount(state, 9, NOW)).isEmpty();
    assertThat(ladder.afterCount(state, 13, NOW)).contains(Rung.PAGE);
  }

  @Test
  void aGapThatNoPageClosesIsSweptAndEachTimeLessSoon() {
    // Given
    ListState state = known();

    // Then
    assertThat(ladder.afterPage(state, 0, false, NOW)).isEmpty();
    assertThat(ladder.afterPage(state, 1, false, NOW)).isEmpty();
    Instant later = NOW.plus(Duration.ofDays(1));
    assertThat(ladder.afterPage(state, 1, false, later)).contains(Rung.SWEEP);
    ListState swept = state.swept(OptionalLong.of(11), later);
    assertThat(swept.unexplained(11)).isZero();
    assertThat(ladder.afterPage(swept, 1, false, later.plus(Duration.ofDays(1)))).isEmpty();
    assertThat(ladder.afterPage(swept, 1, false, later.plus(Duration.ofDays(2))))
        .contains(Rung.SWEEP);
  }

  @Test
  void aGapStaysOpenUntilItIsSwept() {
    // Given
    ListState gap = known().openGap(NOW);

    // Then
    assertThat(gap.unexplained(11)).isEqualTo(1);
    assertThat(gap.saw(1).unexplained(11)).isZero();
  }

  @Test
  void everyListIsSweptWeekly() {
    Instant week = NOW.plus(Duration.ofDays(7));
    ListState counted = known().explained(10, week);
    assertThat(ladder.afterFeed(counted, new FeedLook.Unchanged(), 0, week)).contains(Rung.SWEEP);
    assertThat(ladder.afterCount(counted, 10, week)).contains(Rung.SWEEP);
  }

  @Test
  void aListNobodyHasEverReadIsReadAfterItsFirstCount() {
    assertThat(ladder.afterCount(ListState.unknown(LIST), 10, NOW)).contains(Rung.PAGE);
  }

  @Test
  void aFeedThatDidNotShowWhatWasThereIsNotTrusted() {
    // Given a good look
    FeedTrust trust = FeedTrust.NEW.good(NOW);

    // Then
    assertThat(trust.shouldHaveShown(NOW.minus(Duration.ofHours(1)))).isTrue();
    assertThat(trust.shouldHaveShown(NOW.minus(Duration.ofMinutes(10)))).isFalse();
    assertThat(FeedTrust.NEW.shouldHaveShown(NOW.minus(Duration.ofHours(1)))).isFalse();
    ListState missed = known().looked(feed(1), NOW).feedMissed(NOW);
    assertThat(missed.feed().isTrusted(NOW)).isFalse();
    assertThat(missed.validators()).isEqualTo(Validators.NONE);
  }

  private static ListState known() {
    return ListState.unknown(LIST).explained(10, NOW).swept(OptionalLong.empty(), NOW);
  }

  private static FeedLook feed(int entries) {
    return new FeedLook.Read(
        IntStream.range(0, entries)
            .mapToObj(
                n ->
                    new Entry(
                        new VideoId("%010d".formatted(n) + "A"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
            .toList(),
        new Validators(Optional.of("etag"), Optional.empty()));
  }
}
