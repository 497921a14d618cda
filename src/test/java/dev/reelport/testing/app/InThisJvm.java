package dev.reelport.testing.app;

import dev.reelport.youtube.StubYouTube;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/**
 * The whole application on the servers of the dev stack. Three things stand in: {@link StubYouTube}
 * for YouTube, {@link OAuthServer} for Google's OAuth server, and {@link
 * dev.reelport.imports.FakeImports} behind the doors. All tests inside the application share this
 * one profile, because every other one costs a build and a start.
 */
public final class InThisJvm implements QuarkusTestProfile {

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        new TestResourceEntry(Servers.class),
        new TestResourceEntry(StubYouTube.class),
        new TestResourceEntry(OAuthServer.class));
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.http.test-port",
        "0",
        "reelport.api.heartbeat",
        "200ms",
        "reelport.api.requests-per-minute",
        "0",
        "reelport.api.channel-imports-per-hour",
        "0",
        "reelport.api.syncs-per-hour",
        "0",
        // Tests charge at once what takes a day otherwise.
        "reelport.quota.allowance",
        "20000",
        // Tests provoke failures and look at what is logged; people look into the file.
        "quarkus.log.console.enabled",
        "false",
        "quarkus.log.file.enabled",
        "true",
        "quarkus.log.file.path",
        "target/in-this-jvm.log");
  }
}
