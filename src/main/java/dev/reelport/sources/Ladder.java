package dev.reelport.sources;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Which rung is next for a list: the cheapest that can be relied on, and a dearer one when it says
 * too little. Plain rules without any I/O.
 */
record Ladder(Spacing spacing) {

  /**
   * How often what costs units is done though nothing asks for it.
   *
   * @param countEvery while the feed is well; what the feed does not show is found that late
   * @param sweepEvery the whole list, whatever was seen
   * @param sweepAfterGap how soon after a sweep the next one may be because of a gap; twice as long
   *     each time in a row, up to {@code sweepEvery}
   */
  record Spacing(Duration countEvery, Duration sweepEvery, Duration sweepAfterGap) {}

  /** A feed with fewer entries shows the whole list. */
  static final int FULL_FEED = 15;

  /** Where a check begins. */
  Rung first(ListState state, boolean feedsAreIll, Instant now) {
    return !feedsAreIll && state.feed().isTrusted(now) ? Rung.FEED : Rung.COUNT;
  }

  /**
   * What follows a look at the feed.
   *
   * @param state after the look
   * @param fresh how many of its videos were seen for the first time
   */
  Optional<Rung> afterFeed(ListState state, FeedLook look, int fresh, Instant now) {
    if (!look.isGood()) {
      return Optional.of(Rung.COUNT);
    }
    if (look instanceof FeedLook.Read read
        && fresh >= FULL_FEED
        && fresh == read.entries().size()) {
      return Optional.of(Rung.PAGE);
    }
    return isCountDue(state, now) ? Optional.of(Rung.COUNT) : periodic(state, now);
  }

  /**
   * What follows a count.
   *
   * @param state before the count
   */
  Optional<Rung> afterCount(ListState state, long counted, Instant now) {
    boolean never = state.count().isEmpty() && state.sweptAt().isEmpty();
    if (never || state.unexplained(counted) > 0) {
      return Optional.of(Rung.PAGE);
    }
    return periodic(state, now);
  }

  /**
   * What follows a look at the newest pages.
   *
   * @param state after the look
   * @param gap videos that are there by the count, and were not seen
   * @param allFresh whether none of them was known, so that more are behind
   */
  Optional<Rung> afterPage(ListState state, long gap, boolean allFresh, Instant now) {
    boolean more = allFresh || gap > 0;
    return more && mayCloseGap(state, now) ? Optional.of(Rung.SWEEP) : periodic(state, now);
  }

  private Optional<Rung> periodic(ListState state, Instant now) {
    return isDue(state.sweptAt(), spacing.sweepEvery(), now)
        ? Optional.of(Rung.SWEEP)
        : Optional.empty();
  }

  private boolean isCountDue(ListState state, Instant now) {
    return isDue(state.countedAt(), spacing.countEvery(), now);
  }

  private boolean mayCloseGap(ListState state, Instant now) {
    Duration wait = spacing.sweepAfterGap().multipliedBy(1L << Math.min(state.gapSweeps(), 8));
    Duration most = wait.compareTo(spacing.sweepEvery()) > 0 ? spacing.sweepEvery() : wait;
    return isDue(state.sweptAt(), most, now);
  }

  private static boolean isDue(Optional<Instant> last, Duration every, Instant now) {
    return last.isEmpty() || !now.isBefore(last.get().plus(every));
  }

  /** A time around that, up to a tenth off, so that what began together does not stay together. */
  static Duration jittered(Duration about, RandomGenerator random) {
    long tenth = about.toMillis() / 10;
    return tenth == 0 ? about : about.plusMillis(random.nextLong(-tenth, tenth + 1));
  }
}
