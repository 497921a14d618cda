package dev.reelport.platform;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while Redis does not answer soon. Quarkus' own check tells everybody where Redis is
 * when it cannot be reached.
 */
@Readiness
@ApplicationScoped
class RedisHealth implements AsyncHealthCheck {

  private static final String NAME = "Redis";

  /** Shorter than a platform's own limit. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final RedisAPI redis;

  RedisHealth(RedisAPI redis) {
    this.redis = redis;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return StoreCheck.of(NAME, PATIENCE, redis.ping(List.of()).replaceWith(true));
  }
}
