package dev.reelport.sources;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the feed of one list can be relied on. A feed that is missing, or that did not show what
 * a lower rung found, is left alone for a while, for longer each time; the first good look after
 * that makes up for all.
 *
 * @param misses bad looks in a row
 * @param badSince when the first of them was
 * @param demotedUntil when the feed is tried again
 * @param goodAt the last good look
 */
record FeedTrust(
    int misses,
    Optional<Instant> badSince,
    Optional<Instant> demotedUntil,
    Optional<Instant> goodAt) {

  /** Nothing is known yet. */
  static final FeedTrust NEW =
      new FeedTrust(0, Optional.empty(), Optional.empty(), Optional.empty());

  private static final Duration FIRST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  /** What a feed may lag behind; what is younger than that, it has not missed. */
  static final Duration LAG = Duration.ofMinutes(30);

  /** Whether the feed is worth a look. */
  boolean isTrusted(Instant now) {
    return demotedUntil.isEmpty() || !now.isBefore(demotedUntil.get());
  }

  /** After a good look. */
  FeedTrust good(Instant now) {
    return new FeedTrust(0, Optional.empty(), Optional.empty(), Optional.of(now));
  }

  /** After a look that brought nothing. */
  FeedTrust bad(Instant now) {
    Duration pause = pause(misses);
    return new FeedTrust(
        misses + 1, Optional.of(badSince.orElse(now)), Optional.of(now.plus(pause)), goodAt);
  }

  /** Whether a good look should have shown a video that was published then. */
  boolean shouldHaveShown(Instant published) {
    return goodAt.isPresent() && published.plus(LAG).isBefore(goodAt.get());
  }

  private static Duration pause(int misses) {
    Duration pause = FIRST.multipliedBy(1L << Math.min(misses, 5));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}
