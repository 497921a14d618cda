package dev.reelport.platform;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says that the service is not ready as soon as it is told to end. */
@Readiness
@ApplicationScoped
class DrainCheck implements HealthCheck {

  private final Drain drain;

  DrainCheck(Drain drain) {
    this.drain = drain;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("not about to end").status(!drain.isStopping()).build();
  }
}
