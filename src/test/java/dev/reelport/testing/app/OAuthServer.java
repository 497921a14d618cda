package dev.reelport.testing.app;

import dev.reelport.testing.youtube.YouTubeSimulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Base64;
import java.util.Map;

/** The simulator as Google's OAuth server. Tests have it in a field of type YouTubeSimulator. */
public final class OAuthServer implements QuarkusTestResourceLifecycleManager {

  private YouTubeSimulator simulator;

  @Override
  public Map<String, String> start() {
    simulator = YouTubeSimulator.start(0);
    String own = "reelport.connections.";
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    return Map.of(
        "quarkus.rest-client.google-oauth.url",
        simulator.uri().toString(),
        own + "authorization-url",
        simulator.uri() + "/o/oauth2/v2/auth",
        own + "public-url",
        "https://reelport.test",
        own + "client-id",
        "client",
        own + "client-secret",
        "planted-client-secret",
        own + "encryption-keys",
        "test:" + key,
        own + "deadline",
        "1s",
        own + "lease",
        "5s",
        own + "patience",
        "3s");
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(simulator, new TestInjector.MatchesType(YouTubeSimulator.class));
  }

  @Override
  public void stop() {
    simulator.close();
  }
}
