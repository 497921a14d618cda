package dev.reelport.sources;

import dev.reelport.sources.FeedLook.Validators;
import dev.reelport.youtube.PlaylistId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What everybody knows of a list that somebody follows, and of the ways to look at it.
 *
 * @param validators what the feed is asked with
 * @param feed how the feed does
 * @param count how many videos it had when that was last asked and explained
 * @param countedAt when that was
 * @param seenSince videos that were seen for the first time since then
 * @param pagedAt when its newest page was looked at
 * @param sweptAt when it was last looked through from end to end
 * @param gapSweeps sweeps in a row because of a gap that no page explained
 */
record ListState(
    PlaylistId list,
    Validators validators,
    FeedTrust feed,
    OptionalLong count,
    Optional<Instant> countedAt,
    int seenSince,
    Optional<Instant> pagedAt,
    Optional<Instant> sweptAt,
    int gapSweeps) {

  /** A list nothing is known of. */
  static ListState unknown(PlaylistId list) {
    return new ListState(
        list,
        Validators.NONE,
        FeedTrust.NEW,
        OptionalLong.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** After a look at the feed. */
  ListState looked(FeedLook look, Instant now) {
    Validators kept = look instanceof FeedLook.Read read ? read.validators() : validators;
    FeedTrust trust = look.isGood() ? feed.good(now) : feed.bad(now);
    return new ListState(
        list, kept, trust, count, countedAt, seenSince, pagedAt, sweptAt, gapSweeps);
  }

  /** The feed did not show what it should have; it is read anew when it is tried again. */
  ListState feedMissed(Instant now) {
    return new ListState(
        list,
        Validators.NONE,
        feed.bad(now),
        count,
        countedAt,
        seenSince,
        pagedAt,
        sweptAt,
        gapSweeps);
  }

  /** After that many videos were seen for the first time. */
  ListState saw(int fresh) {
    return new ListState(
        list, validators, feed, count, countedAt, seenSince + fresh, pagedAt, sweptAt, gapSweeps);
  }

  /** How many more there are than were seen; negative if some are gone. Unknown: none. */
  long unexplained(long counted) {
    return count.isEmpty() ? 0 : counted - count.getAsLong() - seenSince;
  }

  /** The count is explained by what was seen. */
  ListState explained(long counted, Instant now) {
    return new ListState(
        list, validators, feed, OptionalLong.of(counted), Optional.of(now), 0, pagedAt, sweptAt, 0);
  }

  /** It was counted, and more is there than was seen: the gap stays open. */
  ListState openGap(Instant now) {
    return new ListState(
        list, validators, feed, count, Optional.of(now), seenSince, pagedAt, sweptAt, gapSweeps);
  }

  /** After a look at the newest page. */
  ListState paged(Instant now) {
    return new ListState(
        list, validators, feed, count, countedAt, seenSince, Optional.of(now), sweptAt, gapSweeps);
  }

  /**
   * A sweep begins, which finds whatever is there.
   *
   * @param counted how many there are, if a gap is why
   */
  ListState swept(OptionalLong counted, Instant now) {
    return new ListState(
        list,
        validators,
        feed,
        counted.isPresent() ? counted : count,
        countedAt,
        counted.isPresent() ? 0 : seenSince,
        pagedAt,
        Optional.of(now),
        counted.isPresent() ? gapSweeps + 1 : gapSweeps);
  }
}
