package dev.reelport.intake;

import dev.reelport.testing.stack.DevStack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The request topic's door in a running Quarkus, with a real broker and imports in memory. */
public class KafkaOnly implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> config = new HashMap<>();
    config.put(
        "quarkus.arc.exclude-types",
        "dev.reelport.api.**,dev.reelport.youtube.**,dev.reelport.quota.**,"
            + "dev.reelport.projects.**,dev.reelport.outbox.**,"
            + "dev.reelport.imports.Imports,dev.reelport.testing.**");
    config.put("quarkus.devservices.enabled", "false");
    config.put("quarkus.hibernate-orm.enabled", "false");
    config.put("quarkus.flyway.enabled", "false");
    config.put("quarkus.datasource.active", "false");
    config.put("quarkus.datasource.reactive", "false");
    config.put("quarkus.datasource.jdbc", "false");
    config.put("quarkus.oidc.enabled", "false");
    config.put("quarkus.scheduler.enabled", "false");
    config.put("quarkus.http.test-port", "0");
    return config;
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(Broker.class));
  }

  /** Starts the broker of the dev stack and nothing else of it. */
  public static class Broker implements QuarkusTestResourceLifecycleManager {

    private DevStack stack;

    @Override
    public Map<String, String> start() {
      stack =
          DevStack.fromEnvironment(
                  Map.of("DATABASE_URL", "postgresql://none/none", "REDIS_URL", "redis://none"))
              .start();
      return Map.of("kafka.bootstrap.servers", stack.kafka().bootstrap());
    }

    @Override
    public void stop() {
      if (stack != null) {
        stack.close();
      }
    }
  }
}
