package dev.reelport.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the outbox is relayed. */
@ConfigMapping(prefix = "reelport.outbox")
public interface OutboxConfig {

  /**
   * Records this old were left behind by a process that died or lost the broker, and are published
   * by whoever sees them first. Longer than the producer's delivery timeout, so that a record that
   * is still being sent is not sent twice.
   */
  @WithDefault("15s")
  Duration leftBehindAfter();

  /** How often a process looks for records left behind. */
  @WithDefault("5s")
  Duration sweepEvery();

  /** How many records left behind are published at a time. */
  @WithDefault("500")
  int sweepBatch();

  /**
   * How many records may be on their way to the broker from memory; what is above that waits in the
   * table for the sweep, so that a broker that is away does not fill the memory.
   */
  @WithDefault("5000")
  int mostInFlight();
}
