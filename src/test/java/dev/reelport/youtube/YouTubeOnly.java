package dev.reelport.youtube;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nothing but this package in a running Quarkus: no database, broker, cache or tokens. */
public class YouTubeOnly implements QuarkusTestProfile {

  static final String KEY = "planted-key-5d41";
  private static final String GUARD =
      "quarkus.fault-tolerance.\"dev.reelport.youtube.GuardedCall/send\".";

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> config = new HashMap<>();
    config.put(
        "quarkus.arc.exclude-types",
        "dev.reelport.api.**,dev.reelport.intake.**,dev.reelport.imports.**,dev.reelport.quota.**,"
            + "dev.reelport.projects.**,dev.reelport.sources.**,dev.reelport.connections.**,"
            + "dev.reelport.analysis.**,dev.reelport.outbox.**,dev.reelport.testing.**");
    config.put("mp.messaging.incoming.requests.enabled", "false");
    config.put("quarkus.devservices.enabled", "false");
    config.put("quarkus.hibernate-orm.enabled", "false");
    config.put("quarkus.flyway.enabled", "false");
    config.put("quarkus.datasource.active", "false");
    config.put("quarkus.datasource.reactive", "false");
    config.put("quarkus.datasource.jdbc", "false");
    config.put("quarkus.oidc.enabled", "false");
    config.put("quarkus.scheduler.enabled", "false");
    config.put("quarkus.http.test-port", "0");
    config.put("reelport.youtube.api-key", KEY);
    config.put("reelport.youtube.deadline", "2s");
    config.put("reelport.youtube.breaker.recovery", "1");
    config.put(GUARD + "timeout.value", "1");
    config.put(GUARD + "retry.delay", "20");
    config.put(GUARD + "retry.jitter", "10");
    config.put(GUARD + "rate-limit.value", "0");
    return config;
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(StubYouTube.class));
  }

  /** With so few calls a minute that a test can use them up. */
  public static class ThreeCallsAMinute extends YouTubeOnly {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> config = super.getConfigOverrides();
      config.put(GUARD + "rate-limit.value", "3");
      return config;
    }
  }

  /** Against a server that speaks HTTP/2. */
  public static class OverHttp2 extends YouTubeOnly {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Http2Stub.class));
    }
  }
}
