package dev.reelport.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;

/** The budgets and the clock they are counted by. */
@ConfigMapping(prefix = "reelport.quota")
public interface QuotaConfig {

  /** Units a day of the Google Cloud project; 10,000 is what Google gives by default. */
  @WithDefault("10000")
  int projectLimit();

  /** Units a day of one user. */
  @WithDefault("10000")
  int userLimit();

  /** Calls a day of {@code videos.batchGetStats}, a bucket of its own at Google. */
  @WithDefault("10000")
  int batchGetStatsLimit();

  /** Where the day ends at midnight. Google's quota is counted in Pacific time. */
  @WithDefault("America/Los_Angeles")
  ZoneId zone();

  /**
   * Added to Redis' time when the day is decided, so that midnight can be staged. 0 in production.
   */
  @WithDefault("PT0S")
  Duration clockOffset();

  /**
   * How long an answer of Redis is awaited, with all its repetitions. Longer holds up a step,
   * shorter fails on a hiccup.
   */
  @WithDefault("PT2S")
  Duration redisTimeout();

  /**
   * How long a charge may take with everything around it, such as counters to be rebuilt. Shorter
   * than a call to YouTube may take, or the circuit breaker would take it for YouTube's silence.
   */
  @WithDefault("PT6S")
  Duration chargeTimeout();

  /**
   * Units an instance may have charged and not booked yet. After the loss of Redis nobody knows how
   * many they were, and as many as the instance ever came near are held back: a few as a rule.
   * Enough for a step's worst case (4 calls of 3 tries) and 40 previews.
   */
  @WithDefault("100")
  int allowance();

  /**
   * How long after midnight Google may still count the day before. A bucket that Google calls used
   * up so early is closed for this long only, or a clock a second ahead would cost the whole day.
   */
  @WithDefault("PT10M")
  Duration youngDay();

  /** How long a charge is remembered, so that its repetition costs nothing. */
  @WithDefault("PT15M")
  Duration chargeMemory();
}
