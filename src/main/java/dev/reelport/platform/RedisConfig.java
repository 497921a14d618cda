package dev.reelport.platform;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** How Redis is reached, beyond its address. */
@ConfigMapping(prefix = "reelport.redis")
public interface RedisConfig {

  /**
   * A PEM file of the certificates that vouch for a Redis reached by TLS ({@code rediss://}); those
   * of the Java runtime unless it is set, which vouch for what has a public certificate.
   */
  Optional<Path> ca();
}
