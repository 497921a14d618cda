package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.faults.Rush.Outcome;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.ConsumerGroups;
import dev.reelport.testing.e2e.EventReader;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Problems;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.youtube.SimChannel;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Told to end, an instance says so, ends what it has in hand, and leaves the rest to others. */
class StoppingIT {

  private static final Duration GRACE = Duration.ofSeconds(20);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static Reelport reelport;

  @BeforeAll
  static void start() {
    reelport = Reelport.with(Map.of());
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @AfterEach
  void anInstanceForTheNext() {
    if (!reelport.service().isRunning()) {
      reelport.startAgain();
    }
    reelport.settled();
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @Tag(FaultTest.TAG)
  void anIdleInstanceEndsAtOnce() throws Exception {
    // Given
    ServiceProcess told = reelport.service();

    int before = logged(told);

    // When
    Duration took = timeOf(told::terminate);

    // Then
    System.out.println("idle stop: " + took.toMillis() + " ms");
    assertThat(took).isLessThan(Duration.ofSeconds(3));
    endedInPeace(told, before);
  }

  @Test
  @FaultTest(
      number = 5,
      promise = "not ready at once, ends in time and in peace, no page is read twice")
  void underLoadNothingIsLostAndNoPageIsReadTwice() throws Exception {
    // Given an import in its middle with somebody watching, requests over HTTP, requests in Kafka
    reelport.youTube().resetUnits();
    reelport.youTube().latency(Duration.ofMillis(20));
    SimChannel channel = channel(1_000);
    String owner = Reelport.newUser();
    String id = reelport.as(owner).importOf(channel.id()).get("id").asText();
    EventReader watcher =
        EventReader.open(reelport.as(owner).request("/v1/imports/" + id + "/events"));
    reelport.as(owner).until(id, i -> i.at("/counts/imported").asInt() >= 100);
    List<String> users = IntStream.range(0, 10).mapToObj(n -> Reelport.newUser()).toList();
    SimChannel videos = channel(20);
    Set<String> published = publishRequests(users, videos);
    ServiceProcess told = reelport.service();
    try (Rush rush = new Rush(20)) {
      CompletableFuture<List<Outcome>> posts = rush.sendOn(n -> post(users, videos, n));
      Awaitility.await().atMost(PATIENCE).until(() -> rush.answered() > 50);

      int before = logged(told);

      // When it is told to end
      CompletableFuture<Duration> ending =
          CompletableFuture.supplyAsync(() -> timeOf(told::terminate));

      // Then it is not ready at once, and ends soon and in peace
      Duration unready =
          timeOf(
              () ->
                  Awaitility.await()
                      .pollDelay(Duration.ZERO)
                      .pollInterval(Duration.ofMillis(10))
                      .until(() -> !told.isReady()));
      assertThat(unready).isLessThan(Duration.ofSeconds(5));
      Duration took = ending.get();
      rush.stop();
      List<Outcome> outcomes = posts.get();
      System.out.printf(
          "stop under load: not ready after %d ms, ended after %d ms, posts %s%n",
          unready.toMillis(), took.toMillis(), Rush.statuses(outcomes));
      assertThat(took).isLessThan(GRACE);
      endedInPeace(told, before);

      // And who asked was accepted, told to come back, or not let in; the watcher was let go
      assertThat(outcomes).allMatch(o -> o.isAccepted() || o.isRefusedForNow() || o.isLost());
      assertThat(watcher.endedWell()).isTrue();

      // And with a new instance everything that was accepted or published is there and ends
      reelport.startAgain();
      assertThat(reelport.as(owner).ended(id).at("/counts/imported").asInt()).isEqualTo(1_000);
      Rows rows = new Rows(reelport, Stream.concat(users.stream(), Stream.of(owner)).toList());
      assertThat(rows.importIds()).containsAll(accepted(outcomes));
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(rows.requestIds()).containsAll(published));
      reelport.settled();
      assertThat(rows.succeeded()).isEqualTo(rows.imports());

      // And nothing was paid for twice
      assertThat(rows.unitsSpent()).isEqualTo(reelport.youTube().units());
    }
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @Tag(FaultTest.TAG)
  void whatIsInHandIsAnsweredWhileNothingNewIsLetIn() throws Exception {
    // Given a request that the database holds up
    ApiClient api = reelport.as(Reelport.newUser());
    ServiceProcess told = reelport.service();
    try (SlowDatabase slow = SlowDatabase.of(reelport, Duration.ofSeconds(2))) {
      CompletableFuture<Answer> inHand =
          CompletableFuture.supplyAsync(
              () -> api.post("/v1/imports", "{\"target\":\"AAAAAAAAAAA\"}"));
      Awaitility.await().atMost(PATIENCE).until(slow::isAtWork);

      int before = logged(told);

      // When
      CompletableFuture<Void> ending = CompletableFuture.runAsync(told::terminate);
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> !told.isReady());

      // Then it says that it is not ready, turns away who comes, and answers what it has
      Answer readiness = api.get("/q/health/ready");
      assertThat(readiness.status()).isEqualTo(503);
      assertThat(readiness.json().get("status").asText()).isEqualTo("DOWN");
      assertThat(api.get("/q/health/live").status()).isEqualTo(200);
      Answer refused = api.get("/v1/imports");
      Problems.assertProblem(refused, 503, "unavailable");
      assertThat(Problems.retryAfter(refused)).isEqualTo(1);
      assertThat(refused.header("Connection")).isEqualTo("close");
      assertThat(inHand.get().status()).isEqualTo(202);
      ending.get();
      endedInPeace(told, before);
    }
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @Tag(FaultTest.TAG)
  void othersTakeOverAtOnce() throws Exception {
    // Given two instances that share the work
    try (ServiceProcess leaving = reelport.anotherInstance();
        ConsumerGroups groups = new ConsumerGroups(reelport.stack().kafka().bootstrap())) {
      groups.await(ConsumerGroups.STEPS, 2);
      groups.await(ConsumerGroups.REQUESTS, 2);

      int before = logged(leaving);

      // When one of them ends
      leaving.terminate();
      Duration took =
          timeOf(
              () -> {
                groups.await(ConsumerGroups.STEPS, 1);
                groups.await(ConsumerGroups.REQUESTS, 1);
              });

      // Then the other has its work before anybody would have missed it
      System.out.println("taken over after " + took.toMillis() + " ms");
      assertThat(took).isLessThan(Duration.ofSeconds(5));
      endedInPeace(leaving, before);
    }
  }

  /** What the service had logged so far. */
  private static int logged(ServiceProcess service) throws IOException {
    return Files.readAllLines(service.log()).size();
  }

  private static void endedInPeace(ServiceProcess told, int loggedBefore) throws Exception {
    assertThat(told.onExit().get()).isIn(0, 143);
    assertThat(Files.readAllLines(told.log()).stream().skip(loggedBefore))
        .noneMatch(line -> line.matches(".* (WARN|ERROR|FATAL) .*|.*Exception.*"));
  }

  private static SimChannel channel(int uploads) {
    String name = "stopping-" + UUID.randomUUID();
    return reelport.youTube().world().channel(name).plain().uploads(uploads);
  }

  private static HttpRequest post(List<String> users, SimChannel videos, int n) {
    String user = users.get(n % users.size());
    String target = videos.video(n / users.size() % 10).id();
    return Rush.keyed(reelport.as(user).request("/v1/imports"), "post-" + n)
        .POST(BodyPublishers.ofString("{\"target\":\"" + target + "\"}"))
        .build();
  }

  private static Set<String> publishRequests(List<String> users, SimChannel videos) {
    Set<String> published = new HashSet<>();
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      for (int n = 0; n < 100; n++) {
        String user = users.get(n % users.size());
        String requestId = "published-" + n;
        String target = videos.video(10 + n / users.size() % 10).id();
        String request =
            "{\"requestId\":\"%s\",\"userId\":\"%s\",\"target\":\"%s\"}"
                .formatted(requestId, user, target);
        kafka.send(KafkaDoor.REQUESTS, user, request);
        published.add(requestId);
      }
    }
    return published;
  }

  private static List<String> accepted(List<Outcome> outcomes) {
    return outcomes.stream().filter(Outcome::isAccepted).map(Outcome::id).toList();
  }

  private static Duration timeOf(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
