package dev.reelport.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelport.faults.FaultTest;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Browser;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServerFailedException;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.youtube.SimChannel;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys are rotated instance by instance, while others work. */
class KeyRotationIT {

  private static final String PATH = "/v1/connections/youtube";
  private static final String KEYS = "TOKEN_ENCRYPTION_KEYS";
  private static final String ONE = Reelport.ENCRYPTION_KEY;
  private static final String TWO = "two:CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=";

  private static Reelport reelport;

  private final String user = Reelport.newUser();
  private final SimChannel channel = reelport.youTube().world().channel(user);
  private final ApiClient api = reelport.as(user);

  @BeforeAll
  static void start() {
    reelport = Reelport.with(Map.of());
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @Tag(FaultTest.TAG)
  void aKeyIsReplacedWhileTheServiceRuns() {
    // Given a grant under the first key, and a consent that has begun
    connect(begin());
    URI sentTo = begin();
    assertThat(under("one")).isEqualTo(1);

    // When the second key is known everywhere, then used, then alone
    try (ServiceProcess knows = reelport.anotherInstance(Map.of(KEYS, ONE + "," + TWO))) {
      reelport.service().terminate();
      try (ServiceProcess uses = reelport.anotherInstance(Map.of(KEYS, TWO + "," + ONE))) {
        assertThat(api.at(uses.uri()).get(PATH).status()).isEqualTo(200);
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(under("two")).isEqualTo(1));
        // What the instance before it still writes is brought over too.
        connect(sentTo, knows);
        knows.terminate();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(under("two")).isEqualTo(1));
      }
    }
    try (ServiceProcess alone = reelport.anotherInstance(Map.of(KEYS, TWO))) {
      assertThat(reelport.youTube().grants().isGranted(channel)).isTrue();
      assertThat(api.at(alone.uri()).delete(PATH).status()).isEqualTo(204);
    }

    // Then the token could be read to the end, or Google would not have been told
    assertThat(reelport.youTube().grants().isGranted(channel)).isFalse();
    reelport.startAgain();
  }

  @Test
  void aServiceWithAMalformedKeyDoesNotStartAndDoesNotSayTheKey() {
    assertThatThrownBy(() -> reelport.anotherInstance(Map.of(KEYS, ONE + ",two:cGxhbnRlZA==")))
        .isInstanceOf(ServerFailedException.class)
        .hasMessageContaining("TOKEN_ENCRYPTION_KEYS: entry 2 has a key that is not 32 bytes long")
        .hasMessageNotContainingAny("cGxhbnRlZA", "BwcHBwcH");
  }

  private URI begin() {
    String url = api.post(PATH, "").json().get("authorizationUrl").asText();
    return new Browser(channel).consentAt(url);
  }

  private void connect(URI sentTo) {
    connect(sentTo, reelport.service());
  }

  private void connect(URI sentTo, ServiceProcess instance) {
    assertThat(new Browser(channel).comeBack(sentTo, instance.uri()).statusCode()).isEqualTo(200);
  }

  private long under(String key) {
    return reelport.count(
        "select count(*) from connection where user_id = ? and refresh_token like ?"
            + " and access_token like ?",
        user,
        "v1." + key + ".%",
        "v1." + key + ".%");
  }
}
