package dev.reelport.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patient work is with the database. */
@ConfigMapping(prefix = "reelport.database")
public interface DatabaseConfig {

  /**
   * How long work waits for a connection before it fails, to be told so or tried again. Longer lets
   * more work pile up behind a slow database; a pool that is merely busy frees one in milliseconds.
   */
  @WithDefault("5s")
  Duration patience();
}
