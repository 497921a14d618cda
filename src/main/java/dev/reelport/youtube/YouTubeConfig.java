package dev.reelport.youtube;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * How YouTube is called. What Quarkus itself configures (connections, the guarded call) stands
 * beside it in {@code application.properties}, and takes its values from here where both need them.
 */
@ConfigMapping(prefix = "reelport.youtube")
public interface YouTubeConfig {

  /** The key of the Google Cloud project; without one, Google refuses every call. */
  Optional<String> apiKey();

  /**
   * When an answer that is still incomplete is given up and its connection freed. The read timeout
   * of the HTTP client ends with the first byte, so only this stops a body that never ends. No
   * shorter than the guarded call's timeout, or slow answers are cut before their time.
   */
  @WithDefault("10s")
  Duration deadline();

  /**
   * How long an answer serves others who ask the same. Longer spares units, and shows people what
   * has changed in the meantime as it was; 0 switches it off. A video takes some 3 KB of Redis.
   */
  @WithDefault("10m")
  Duration reuseWithin();

  /** When YouTube is left alone. */
  BreakerConfig breaker();

  /** The circuit breaker; fault tolerance reads the same two values. */
  interface BreakerConfig {

    /**
     * Failed tries in a row that open it. Fewer react faster, and to a hiccup too; garbage and
     * refusals do not count.
     */
    int failures();

    /**
     * How long it stays open, in whole seconds. Longer spares an ill YouTube and our quota (each
     * try costs a unit), and delays the imports that wait.
     */
    Duration recovery();
  }
}
