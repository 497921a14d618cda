package dev.reelport.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patient the request topic is while a store is away. */
@ConfigMapping(prefix = "reelport.intake")
public interface IntakeConfig {

  /** Pause before a record is tried again, doubled each time. */
  @WithDefault("PT0.2S")
  Duration firstPause();

  /** Longest pause; requests go on at most this long after the store is back. */
  @WithDefault("PT5S")
  Duration longestPause();
}
