package dev.reelport.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/** The HTTP door in a running Quarkus, with imports in memory and no servers behind. */
public class HttpOnly implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> config = new HashMap<>();
    config.put(
        "quarkus.arc.exclude-types",
        "dev.reelport.intake.**,dev.reelport.youtube.**,dev.reelport.quota.**,"
            + "dev.reelport.projects.**,dev.reelport.outbox.**,"
            + "dev.reelport.api.QuotaResource,dev.reelport.api.AdminQuotaResource,"
            + "dev.reelport.api.ProjectsResource,"
            + "dev.reelport.imports.Imports,dev.reelport.testing.**");
    config.put("quarkus.devservices.enabled", "false");
    config.put("quarkus.hibernate-orm.enabled", "false");
    config.put("quarkus.flyway.enabled", "false");
    config.put("quarkus.datasource.active", "false");
    config.put("quarkus.datasource.reactive", "false");
    config.put("quarkus.datasource.jdbc", "false");
    config.put("quarkus.scheduler.enabled", "false");
    config.put("quarkus.http.test-port", "0");
    config.put("quarkus.oidc.public-key", TestTokens.publicKey());
    config.put("reelport.api.heartbeat", "200ms");
    config.put("mp.messaging.incoming.requests.enabled", "false");
    return config;
  }
}
