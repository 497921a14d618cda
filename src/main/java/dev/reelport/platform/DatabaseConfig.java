package dev.reelport.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a database that does not answer is waited for. */
@ConfigMapping(prefix = "reelport.database")
public interface DatabaseConfig {

  /**
   * A statement that brought no answer for this long has failed, and its connection is closed; the
   * server is told to give up as soon, also on a transaction whose client is frozen. Longer than
   * the outbox sweep keeps a transaction open for the broker's sake.
   */
  @WithDefault("20s")
  Duration silence();

  /**
   * How long work waits for a connection before it fails, to be told so or tried again. Longer lets
   * more work pile up behind a slow database; a pool that is merely busy frees one in milliseconds.
   */
  @WithDefault("5s")
  Duration connectionWait();

  /** How long the readiness check waits for its answer; shorter than a platform's own limit. */
  @WithDefault("2s")
  Duration healthWait();
}
