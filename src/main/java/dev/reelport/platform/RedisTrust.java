package dev.reelport.platform;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;

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
    config
        .ca()
        .map(file -> Certificates.of(file, "REDIS_CA"))
        .ifPresent(options.getNetClientOptions()::setTrustOptions);
  }
}
