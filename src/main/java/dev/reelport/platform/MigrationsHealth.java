package dev.reelport.platform;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;

/**
 * Not ready before the schema is the one this build needs, where somebody else migrates it. A newer
 * schema is none of its business, and one that was right is not asked for again.
 */
@Readiness
@ApplicationScoped
class MigrationsHealth implements AsyncHealthCheck {

  private static final String NAME = "migrations";

  /** Shorter than a platform's own limit. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Flyway flyway;
  private volatile boolean applied;

  MigrationsHealth(
      Flyway flyway, @ConfigProperty(name = "quarkus.flyway.migrate-at-start") boolean migrated) {
    this.flyway = flyway;
    applied = migrated;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return applied ? Uni.createFrom().item(HealthCheckResponse.up(NAME)) : look();
  }

  private Uni<HealthCheckResponse> look() {
    return Uni.createFrom()
        .item(() -> flyway.info().pending().length == 0)
        // Flyway blocks.
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .invoke(all -> applied = all)
        .map(all -> all ? HealthCheckResponse.up(NAME) : HealthCheckResponse.down(NAME))
        // The database itself has a check of its own.
        .onFailure()
        .recoverWithItem(() -> HealthCheckResponse.down(NAME));
  }
}
