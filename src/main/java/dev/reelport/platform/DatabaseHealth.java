package dev.reelport.platform;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while PostgreSQL does not answer soon. */
@Readiness
@ApplicationScoped
class DatabaseHealth implements AsyncHealthCheck {

  private static final String NAME = "PostgreSQL";

  private final Pool pool;
  private final DatabaseConfig config;

  DatabaseHealth(Pool pool, DatabaseConfig config) {
    this.pool = pool;
    this.config = config;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return StoreCheck.of(
        NAME, config.healthWait(), pool.query("select 1").execute().replaceWith(true));
  }
}
