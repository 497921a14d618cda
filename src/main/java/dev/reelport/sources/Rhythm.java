package dev.reelport.sources;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a source is checked next. */
final class Rhythm {

  static final Duration SHORTEST = Duration.ofHours(2);

  /** Dormant channels are checked weekly; they never stop. */
  static final Duration LONGEST = Duration.ofDays(7);

  /** For what nobody knows the rhythm of. */
  static final Duration UNKNOWN = Duration.ofHours(4);

  /** So many checks before the next video is likely to be there: late ones are found soon. */
  private static final int CHECKS_A_VIDEO = 4;

  /** The part of the time that chance decides, lest all are due at the same moment. */
  private static final double JITTER = 0.1;

  private final RandomGenerator random;

  Rhythm(RandomGenerator random) {
    this.random = random;
  }

  /** The next check after one that is done now; empty if it is never checked by itself. */
  Optional<Instant> next(SyncInterval interval, Pace pace, Instant now) {
    return interval == SyncInterval.MANUAL
        ? Optional.empty()
        : Optional.of(now.plus(jittered(interval.fixed().orElseGet(() -> adapted(pace, now)))));
  }

  // Who published daily and has been silent for a month is not expected to publish today.
  private static Duration adapted(Pace pace, Instant now) {
    if (pace.newest().isEmpty()) {
      return UNKNOWN;
    }
    Duration silence = Duration.between(pace.newest().get(), now);
    Duration usual = pace.gap().orElse(silence);
    Duration expected = silence.compareTo(usual) > 0 ? silence : usual;
    return clamped(expected.dividedBy(CHECKS_A_VIDEO));
  }

  private static Duration clamped(Duration wait) {
    if (wait.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  // Only ever sooner: a promise of two hours is kept.
  private Duration jittered(Duration wait) {
    return wait.minusMillis((long) (wait.toMillis() * JITTER * random.nextDouble()));
  }
}
