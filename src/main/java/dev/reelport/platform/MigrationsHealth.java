package dev.reelport.platform;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready before the schema is the one this build needs, where somebody else migrates it. A newer
 * schema is none of its business, and one that was right is not asked for again.
 *
 * <p>It reads the table that Flyway keeps, and not through Flyway, which would open a connection of
 * its own and block a thread at each look.
 */
@Readiness
@ApplicationScoped
class MigrationsHealth implements AsyncHealthCheck {

  /** The newest of {@code db/migration}. */
  static final String SCHEMA = "14";

  private static final String NAME = "migrations";
  private static final String APPLIED =
      "select 1 from flyway_schema_history where version = $1 and success";

  private final Pool pool;
  private final DatabaseConfig config;
  private volatile boolean applied;

  MigrationsHealth(
      Pool pool,
      DatabaseConfig config,
      @ConfigProperty(name = "quarkus.flyway.migrate-at-start") boolean migrated) {
    this.pool = pool;
    this.config = config;
    applied = migrated;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return applied ? Uni.createFrom().item(HealthCheckResponse.up(NAME)) : look();
  }

  private Uni<HealthCheckResponse> look() {
    // Without its table nothing is applied.
    return StoreCheck.of(
        NAME,
        config.healthWait(),
        pool.preparedQuery(APPLIED)
            .execute(Tuple.of(SCHEMA))
            .map(rows -> rows.size() > 0)
            .invoke(found -> applied = found));
  }
}
