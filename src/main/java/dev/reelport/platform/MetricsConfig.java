package dev.reelport.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How metrics are kept up to date. */
@ConfigMapping(prefix = "reelport.metrics")
public interface MetricsConfig {

  /**
   * How often the stores are asked for what is in them: open imports, the outbox, the budgets.
   * Often enough for alerts, and no more: each instance asks, and nothing is asked when metrics are
   * read.
   */
  @WithDefault("15s")
  Duration every();
}
