package dev.reelport.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many people the HTTP door serves at a time, and how patiently. */
@ConfigMapping(prefix = "reelport.api")
public interface ApiConfig {

  /** How often event streams get a comment, so that proxies keep them open. */
  @WithDefault("15s")
  Duration heartbeat();

  /**
   * Requests that are answered at a time by this instance; who comes beyond is refused at once. The
   * database's connections are busy long before, so more would only wait longer, and hold their
   * bodies (up to 64 KiB each) in memory meanwhile.
   */
  @WithDefault("500")
  int mostInFlight();

  /** Event streams that are open at a time; each one costs memory as long as somebody listens. */
  @WithDefault("2000")
  int mostStreams();
}
