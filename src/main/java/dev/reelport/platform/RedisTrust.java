package dev.reelport.platform;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;

/** By which certificates a Redis is known that is reached by TLS, if the system's do not do. */
@ApplicationScoped
class RedisTrust implements RedisOptionsCustomizer {

  private final RedisConfig config;

  RedisTrust(RedisConfig config) {
    this.config = config;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the certificates cannot be read
   */
  @Override
  public void customize(String client, RedisOptions options) {
    config.ca().ifPresent(file -> trust(file, options));
  }

  private static void trust(Path file, RedisOptions options) {
    if (!Files.isReadable(file)) {
      throw new IllegalStateException("REDIS_CA cannot be read: " + file);
    }
    options
        .getNetClientOptions()
        .setTrustOptions(new PemTrustOptions().addCertPath(file.toString()));
  }
}
