package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelport.faults.FaultTest;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.PrometheusServer;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A real Prometheus watches the running service by the rules as they are, but that they fire at
 * once and not after minutes ({@code for}); then what they are there for is made to happen.
 */
@Tag(FaultTest.FULL_RUN_ONLY)
@Tag(FaultTest.TAG)
@TestMethodOrder(OrderAnnotation.class)
class StagedAlertsIT {

  private static final int CONNECTIONS = 40;
  private static final Duration SOON = Duration.ofMinutes(3);

  private static Reelport reelport;
  private static PrometheusServer prometheus;

  @BeforeAll
  static void watch() {
    assumeTrue(
        Project.has("prometheus"),
        "prometheus is not installed (Debian: apt-get install prometheus), so no alert is staged");
    reelport =
        Reelport.with(
            Map.of(
                "QUARKUS_REST_CLIENT_YOUTUBE_CONNECTION_POOL_SIZE", String.valueOf(CONNECTIONS),
                "REELPORT_YOUTUBE_BREAKER_RECOVERY", "5",
                "REELPORT_IMPORTS_BACKOFF_MIN", "1s",
                "REELPORT_METRICS_EVERY", "1s",
                "YOUTUBE_QUOTA_PROJECT", "200"));
    prometheus = PrometheusServer.watching(reelport.service().uri(), rulesThatFireAtOnce());
  }

  private static JsonNode rulesThatFireAtOnce() {
    JsonNode spec = Queries.groups();
    spec.findParents("for").forEach(rule -> ((ObjectNode) rule).remove("for"));
    return spec;
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
      reelport.close();
    }
  }

  @Test
  @Order(1)
  void aFullPoolOfConnections() throws Exception {
    quiet("ReelportHttpPoolNearLimit");
    // When as many people look at channels as there are connections, and YouTube takes its time
    List<SimChannel> channels =
        IntStream.range(0, CONNECTIONS).mapToObj(n -> channel("pool-" + n, 1)).toList();
    reelport.youTube().latency(Duration.ofSeconds(5));
    ExecutorService people = Executors.newFixedThreadPool(CONNECTIONS);
    List<CompletableFuture<Integer>> looks =
        channels.stream()
            .map(channel -> CompletableFuture.supplyAsync(() -> look(channel), people))
            .toList();

    // Then
    firing("ReelportHttpPoolNearLimit");
    reelport.youTube().latency(Duration.ZERO);
    assertThat(looks).allSatisfy(look -> assertThat(look.join()).isEqualTo(200));
    people.shutdown();
    quiet("ReelportHttpPoolNearLimit");
  }

  private static int look(SimChannel channel) {
    String body = "{\"target\":\"" + channel.id() + "\"}";
    return reelport.as(Reelport.newUser()).post("/v1/imports/preview", body).status();
  }

  @Test
  @Order(2)
  void anOpenCircuitBreaker() {
    quiet("ReelportBreakerOpened");
    // When YouTube fails
    reelport.youTube().fail(FaultRule.on(Route.VIDEOS).with(Faults.backendError(503)));
    reelport.as(Reelport.newUser()).importOf(channel("breaker", 1).video(0).id());

    // Then
    firing("ReelportBreakerOpened");
    reelport.youTube().heal();
  }

  @Test
  @Order(3)
  void slowSteps() {
    // Given a step that is quick, and has been seen
    SimChannel channel = channel("slow", 2);
    reelport.as(Reelport.newUser()).imported(channel.video(0).id());
    quiet("ReelportStepsSlow");
    Awaitility.await("a quick step is seen")
        .atMost(SOON)
        .until(
            () ->
                !prometheus.answer("reelport_step_seconds_count{outcome=\"done\"} > 0").isEmpty());

    // When another one waits for YouTube in vain, again and again
    reelport.youTube().latency(Duration.ofMinutes(1));
    reelport.as(Reelport.newUser()).importOf(channel.video(1).id());

    // Then
    firing("ReelportStepsSlow");
    reelport.youTube().latency(Duration.ZERO);
  }

  @Test
  @Order(4)
  void aDayThatIsNearlyUsedUp() {
    quiet("ReelportQuotaHigh");
    // When a channel takes the rest of what channels may
    reelport.as(Reelport.newUser()).importOf(channel("quota", 5_000).id());

    // Then
    firing("ReelportQuotaHigh");
    firing("ReelportQuotaUsedUp");
  }

  @Test
  @Order(5)
  void aBacklogThatGrowsWhileTheDatabaseIsAway() {
    quiet("ReelportBacklogDeep");
    // When nobody can take the requests that come
    reelport.stack().postgres().kill();
    String request = "{\"requestId\":\"r-%d\",\"userId\":\"u-%d\",\"target\":\"AAAAAAAAAAA\"}";
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      for (int n = 0; n < 10_100; n++) {
        kafka.send(KafkaDoor.REQUESTS, "u-" + n % 50, request.formatted(n, n % 50));
      }
    }

    // Then
    firing("ReelportBacklogDeep");
    reelport.stack().postgres().start();
  }

  private static SimChannel channel(String name, int uploads) {
    return reelport
        .youTube()
        .world()
        .channel(name + "-" + UUID.randomUUID())
        .plain()
        .uploads(uploads);
  }

  private static void quiet(String alert) {
    Awaitility.await(alert + " is quiet")
        .atMost(SOON)
        .until(() -> !prometheus.firing().contains(alert));
  }

  private static void firing(String alert) {
    Awaitility.await(alert + " fires")
        .atMost(SOON)
        .until(() -> prometheus.firing().contains(alert));
  }
}
