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
   * Requests that are answered at a time by this instance; who comes beyond is refused at once. A
   * database that takes 3 ms a request has done as many in a quarter of a second with its 20
   * connections. Fewer let more of those succeed who are let in while the database is slow; more
   * hold more bodies (up to 64 KiB each; those of bulk imports are few at a time) in memory.
   */
  @WithDefault("1500")
  int mostInFlight();

  /** Event streams that are open at a time; each one costs memory as long as somebody listens. */
  @WithDefault("2000")
  int mostStreams();

  /** Event streams that one user may have open at this instance: a page of imports, and a bit. */
  @WithDefault("60")
  int mostStreamsPerUser();

  /** Requests of one user within a minute, at all instances together; 0 for no limit. */
  @WithDefault("1200")
  int requestsPerMinute();

  /**
   * Imports of channels that one user may ask for over HTTP within an hour; 0 for no limit. Repeats
   * of a key do not count.
   */
  @WithDefault("10")
  int channelImportsPerHour();

  /** Runs of whole lists that one user may ask for within an hour; 0 for no limit. */
  @WithDefault("20")
  int syncsPerHour();
}
