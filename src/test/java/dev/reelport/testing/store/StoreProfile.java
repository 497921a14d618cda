package dev.reelport.testing.store;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The application with its stores only: no broker, no tokens. */
public final class StoreProfile implements QuarkusTestProfile {

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(StoreServers.class));
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.arc.exclude-types", "dev.reelport.api.**,dev.reelport.intake.**",
        "mp.messaging.incoming.requests.enabled", "false",
        "quarkus.datasource.devservices.enabled", "false",
        "quarkus.redis.devservices.enabled", "false",
        "quarkus.kafka.devservices.enabled", "false",
        "quarkus.keycloak.devservices.enabled", "false",
        "quarkus.oidc.enabled", "false",
        "quarkus.http.test-port", "0");
  }
}
