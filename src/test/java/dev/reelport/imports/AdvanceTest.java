package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.connections.GrantFailure;
import dev.reelport.imports.Advance.Moment;
import dev.reelport.imports.Fetched.Details;
import dev.reelport.imports.Fetched.Failed;
import dev.reelport.imports.Fetched.Listing;
import dev.reelport.quota.Charge;
import dev.reelport.youtube.Channel;
import dev.reelport.youtube.VideoPage;
import dev.reelport.youtube.YouTubeFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdvanceTest {

  private static final Instant NOW = Made.NOW.plusSeconds(60);
  private static final Instant RESET = Instant.parse("2026-05-02T07:00:00Z");
  private static final Duration DAYS_30 = Duration.ofDays(30);
  private static final Moment MOMENT = new Moment(NOW, RESET);

  private final Advance advance = Made.advance();

  @Test
  void aResolvedChannelIsListedFromItsNextPage() {
    Fetched fetched =
        new Fetched(
            new Listing(
                Optional.of(new Channel(Made.CHANNEL, "Ada's films", Made.UPLOADS)),
                true,
                Optional.of(page(Optional.of("next"))),
                false,
                Optional.empty()),
            Details.NONE);

    Import after = after(Made.channel(), fetched, List.of(), List.of(Made.id(1).value()), 2);

    assertThat(after.state()).isEqualTo(new ImportState.Running());
    assertThat(after.progress().title()).contains("Ada's films");
    assertThat(after.cursor().playlist()).isEqualTo(Made.UPLOADS.value());
    assertThat(after.cursor().pageToken()).isEqualTo("next");
    assertThat(after.cursor().pending()).containsExactly(Made.id(1).value());
    assertThat(after.unitsSpent()).isEqualTo(2);
    assertThat(after.view().counts().discovered()).isEqualTo(1);
  }

  @Test
  void theListingEndsWhereThereIsNoTokenAndTheImportWhenNothingIsPending() {
    Fetched last = new Fetched(listing(page(Optional.empty())), Details.NONE);

    Import pending = after(Made.listing(), last, List.of(), List.of(Made.id(1).value()), 1);
    Import done =
        after(
            pending,
            new Fetched(Listing.NONE, settled(1)),
            List.of(Item.unavailable(Made.id(1).value(), "not_found")),
            List.of(),
            1);

    assertThat(pending.cursor().listed()).isTrue();
    assertThat(pending.state()).isEqualTo(new ImportState.Running());
    assertThat(done.state()).isEqualTo(new ImportState.Succeeded());
    assertThat(done.times().finishedAt()).contains(NOW);
  }

  @Test
  void theListingEndsWhenEnoughVideosAreTaken() {
    Fetched fetched = new Fetched(listing(page(Optional.of("more"))), Details.NONE);

    Import after =
        after(Made.listing(Made.atMost(1)), fetched, List.of(), List.of(Made.id(1).value()), 1);

    assertThat(after.cursor().listed()).isTrue();
  }

  @Test
  void aPageTokenSeenBeforeEndsTheListingAndCanBeRetried() {
    Fetched fetched = new Fetched(listing(page(Optional.of("again"))), Details.NONE);
    Import once = after(Made.listing(), fetched, List.of(), List.of(), 1);

    Import twice = after(once, fetched, List.of(), List.of(), 1);

    assertThat(twice.view().error().code()).isEqualTo(FailureCode.YOUTUBE_UNAVAILABLE);
    assertThat(twice.cursor().pageToken()).isNull();
    assertThat(twice.cursor().seen()).isEmpty();
  }

  @Test
  void aLaterPageThatIsNotFoundRestartsTheListing() {
    Import onPageTwo = turnTo("two");

    Import after = after(onPageTwo, failed(Judge.Call.LATER_PAGE, notFound()), 1);

    assertThat(after.state()).isEqualTo(new ImportState.Running());
    assertThat(after.cursor().pageToken()).isNull();
    assertThat(after.cursor().restarts()).isEqualTo(1);
  }

  @Test
  void aListThatKeepsBreakingWaits() {
    Import i = turnTo("two");
    for (int n = 0; n < Judge.QUICK_RESTARTS; n++) {
      i = after(i, failed(Judge.Call.LATER_PAGE, notFound()), 1);
    }

    Import after = after(i, failed(Judge.Call.LATER_PAGE, notFound()), 1);

    assertThat(after.state()).isInstanceOf(ImportState.Waiting.class);
    assertThat(after.cursor().pageToken()).isNull();
  }

  @Test
  void aChannelWithoutUploadsSucceedsWithNothing() {
    Import after = after(Made.listing(), failed(Judge.Call.FIRST_PAGE, notFound()), 1);

    assertThat(after.state()).isEqualTo(new ImportState.Succeeded());
    assertThat(after.view().counts().discovered()).isZero();
  }

  @Test
  void aChannelThatDoesNotExistFails() {
    Import after = after(Made.channel(), failed(Judge.Call.LOOKUP, notFound()), 1);

    assertThat(after.view().error().code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(after.view().counts().discovered()).isZero();
  }

  @Test
  void aVideoThatDoesNotExistFailsWithAllCountsZero() {
    Import after =
        after(
            Made.video(1),
            new Fetched(Listing.NONE, failedDetails(notFound())),
            List.of(),
            List.of(),
            1);

    assertThat(after.view().error().code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(after.view().counts().discovered()).isZero();
  }

  @Test
  void whatGoogleCallsUsedUpWaitsForTheResetAtTheSamePage() {
    Import onPageTwo = turnTo("two");

    Import after =
        after(onPageTwo, failed(Judge.Call.LATER_PAGE, new YouTubeFailure.DayUsedUp("used up")), 1);

    assertThat(after.state()).isEqualTo(new ImportState.Waiting(WaitingReason.QUOTA, RESET));
    assertThat(after.cursor()).isEqualTo(onPageTwo.cursor());
  }

  @Test
  void aGrantThatIsOverIsWaitedForAtTheSamePageUntilItsTimeIsUp() {
    Import onPageTwo = turnTo("two");
    Fetched over = Fetched.withoutToken(new GrantFailure.NeedsReconnect());

    Import waiting = after(onPageTwo, over, 0);
    Import late =
        advance.after(
            onPageTwo, over, List.of(), List.of(), 0, new Moment(NOW.plus(DAYS_30), RESET));

    assertThat(waiting.state())
        .isEqualTo(new ImportState.Waiting(WaitingReason.RECONNECT, NOW.plus(DAYS_30)));
    assertThat(waiting.cursor()).isEqualTo(onPageTwo.cursor().withGrant());
    assertThat(late.view().error().code()).isEqualTo(FailureCode.RECONNECT_REQUIRED);
  }

  @Test
  void aTokenThatCannotBeHadForNowSaysNothingAboutTheGrant() {
    Fetched away = Fetched.withoutToken(new GrantFailure.Unavailable("away", null));

    Import after = after(turnTo("two"), away, 0);

    assertThat(((ImportState.Waiting) after.state()).reason())
        .isEqualTo(WaitingReason.YOUTUBE_UNAVAILABLE);
  }

  @Test
  void whatOnlyAGrantOpenedNeedsOneAgain() {
    // Given
    YouTubeFailure hidden = new YouTubeFailure.Forbidden("hidden");
    Import seen = Made.with(Made.listing(), Made.listing().cursor().withGrant());

    // When
    Import lost = after(seen, failed(Judge.Call.FIRST_PAGE, hidden), 1);
    Import refused = after(seen, failed(Judge.Call.FIRST_PAGE, hidden).byGrant(true), 1);
    Import never = after(Made.listing(), failed(Judge.Call.FIRST_PAGE, hidden), 1);

    // Then
    assertThat(lost.view().error().code()).isEqualTo(FailureCode.RECONNECT_REQUIRED);
    assertThat(refused.view().error().code()).isEqualTo(FailureCode.PRIVATE);
    assertThat(never.view().error().code()).isEqualTo(FailureCode.PRIVATE);
  }

  @Test
  void aRefusedBudgetWaitsForItsReset() {
    QuotaRefusedException refused =
        new QuotaRefusedException(new Charge.Refused(Charge.By.USER, RESET));

    Import after = after(Made.listing(), failed(Judge.Call.FIRST_PAGE, refused), 0);

    assertThat(after.state()).isEqualTo(new ImportState.Waiting(WaitingReason.QUOTA, RESET));
  }

  @Test
  void pausesDoubleWhileYouTubeIsIllAndStartAnewAfterProgress() {
    Import i = Made.listing();
    Fetched ill = failed(Judge.Call.FIRST_PAGE, new YouTubeFailure.Unavailable("ill", null));

    Import once = after(i, ill, 1);
    Import twice = after(once, ill, 1);
    Import well =
        after(
            twice,
            new Fetched(listing(page(Optional.of("next"))), Details.NONE),
            List.of(),
            List.of(Made.id(1).value()),
            1);

    assertThat(pause(twice)).isGreaterThan(pause(once));
    assertThat(well.progress().tries()).isZero();
  }

  @Test
  void aDayWithoutProgressIsAFailureThatCanBeRetried() {
    Fetched ill = failed(Judge.Call.FIRST_PAGE, new YouTubeFailure.Unavailable("ill", null));
    Moment tomorrow = new Moment(Made.NOW.plus(Duration.ofHours(24)), RESET);

    Import after = advance.after(Made.listing(), ill, List.of(), List.of(), 1, tomorrow);

    assertThat(after.view().error().code()).isEqualTo(FailureCode.YOUTUBE_UNAVAILABLE);
  }

  @Test
  void aPageIsKeptThoughTheDetailsBesideItFailed() {
    Import i = Made.listing();
    Import pending = Made.with(i, i.cursor().withPending(List.of(Made.id(1).value())));
    Fetched half =
        new Fetched(
            listing(page(Optional.of("next"))),
            failedDetails(new YouTubeFailure.Unavailable("ill", null)));

    Import after = after(pending, half, List.of(), List.of(Made.id(2).value()), 2);

    assertThat(after.state().status()).isEqualTo(ImportStatus.WAITING);
    assertThat(after.cursor().pageToken()).isEqualTo("next");
    assertThat(after.cursor().pending()).containsExactly(Made.id(1).value(), Made.id(2).value());
  }

  @Test
  void aListThatChangedSinceAnotherReadThePageBeforeIsReadAgainOnce() {
    // Given an import that had its first page from somebody else
    Import i = Made.listing();
    i = after(i, reused(page(Optional.of("two"), 101)), 0);
    assertThat(i.cursor().lastPage()).isEqualTo(new Cursor.LastPage(101, true));

    // When a video is gone before its second page
    Import again = after(i, reused(page(Optional.of("three"), 100)), 1);

    // Then it starts again, with pages of now
    assertThat(again.state()).isEqualTo(new ImportState.Running());
    assertThat(again.cursor().pageToken()).isNull();
    assertThat(again.cursor().notBefore()).isEqualTo(NOW);

    // And does not do so twice
    Import second = after(again, reused(page(Optional.of("two"), 100)), 0);
    Import third = after(second, reused(page(Optional.of("three"), 99)), 0);
    assertThat(third.cursor().pageToken()).isEqualTo("three");
  }

  @Test
  void aListThatShrankBetweenItsPagesIsReadAgainAndOneThatGrewIsNot() {
    // Given an import that has read its first page itself
    Import i = after(Made.listing(), own(page(Optional.of("two"), 101)), 1);

    // When a video is gone, or come, before the second
    Import shrunk = after(i, own(page(Optional.of("three"), 100)), 1);
    Import grown = after(i, own(page(Optional.of("three"), 102)), 1);

    // Then what moved up is looked for; what moved down comes by itself
    assertThat(shrunk.cursor().pageToken()).isNull();
    assertThat(grown.cursor().pageToken()).isEqualTo("three");
  }

  private static Fetched own(VideoPage page) {
    return new Fetched(listing(page), Details.NONE);
  }

  private static Fetched reused(VideoPage page) {
    return new Fetched(
        new Listing(Optional.empty(), false, Optional.of(page), true, Optional.empty()),
        Details.NONE);
  }

  private static VideoPage page(Optional<String> next, int total) {
    return new VideoPage(List.of(), next, total);
  }

  private Import turnTo(String token) {
    return after(
        Made.listing(),
        new Fetched(listing(page(Optional.of(token))), Details.NONE),
        List.of(),
        List.of(Made.id(9).value()),
        1);
  }

  private Import after(Import i, Fetched fetched, int units) {
    return after(i, fetched, List.of(), List.of(), units);
  }

  private Import after(
      Import i, Fetched fetched, List<Item> items, List<String> wanted, int units) {
    return advance.after(i, fetched, items, wanted, units, MOMENT);
  }

  private static Duration pause(Import i) {
    return Duration.between(NOW, ((ImportState.Waiting) i.state()).resumesAt());
  }

  private static YouTubeFailure notFound() {
    return new YouTubeFailure.NotFound("not found");
  }

  private static VideoPage page(Optional<String> next) {
    return page(next, 0);
  }

  private static Listing listing(VideoPage page) {
    return new Listing(Optional.empty(), false, Optional.of(page), false, Optional.empty());
  }

  private static Fetched failed(Judge.Call call, Throwable failure) {
    return new Fetched(
        Listing.failed(Optional.empty(), false, new Failed(call, failure)), Details.NONE);
  }

  private static Details failedDetails(Throwable failure) {
    return new Details(List.of(), Map.of(), Optional.of(new Failed(Judge.Call.DETAILS, failure)));
  }

  private static Details settled(int n) {
    return new Details(List.of(Made.id(n)), Map.of(), Optional.empty());
  }
}
