package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.faults.Rush.Outcome;
import dev.reelport.testing.e2e.ConsumerGroups;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Far more requests at once than can be answered, each of them ten times: memory stays flat, and
 * everything that is accepted is done.
 */
@Tag(FaultTest.FULL_RUN_ONLY)
@Tag(FaultTest.TAG)
class OverloadIT {

  private static final int REQUESTS = Integer.getInteger("reelport.overload.requests", 100_000);
  private static final int REPEATS = 10;
  private static final int USERS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /** The service has a heap of 256 MiB; what it takes beside that does not grow with requests. */
  private static final long MOST_MEGABYTES = 640;

  private static Reelport reelport;

  private final List<String> users =
      IntStream.range(0, USERS).mapToObj(n -> Reelport.newUser()).toList();
  private final List<HttpRequest.Builder> posts =
      users.stream().map(user -> reelport.as(user).request("/v1/imports")).toList();
  private final SimChannel videos =
      reelport.youTube().world().channel("overload-" + UUID.randomUUID()).plain().uploads(20);

  @BeforeAll
  static void start() {
    reelport = Reelport.with(Map.of());
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @Test
  @FaultTest(
      number = 24,
      promise = "memory stays flat; who is not served is told when to come back")
  void whoCannotBeAnsweredOverHttpIsToldToComeBack() throws Exception {
    // When far more is asked for than a slow database can take
    List<Outcome> outcomes;
    try (MemoryWatch memory = new MemoryWatch(reelport.service());
        SlowDatabase slow = SlowDatabase.of(reelport, Duration.ofMillis(50));
        Rush rush = new Rush(4_000)) {
      long began = System.nanoTime();
      outcomes = rush.send(REQUESTS, this::post);
      assertThat(slow).isNotNull();
      report("HTTP " + Rush.statuses(outcomes), began, memory);
      assertThat(memory.most()).isLessThan(MOST_MEGABYTES);
    }

    // Then each is accepted or told to come back, and both have happened
    assertThat(outcomes).hasSize(REQUESTS);
    assertThat(outcomes).allMatch(o -> o.isAccepted() || o.isRefusedForNow());
    assertThat(outcomes).anyMatch(Outcome::isAccepted).anyMatch(Outcome::isRefusedForNow);

    // And what was accepted is there, once, and is done
    Rows rows = new Rows(reelport, users);
    List<String> accepted =
        outcomes.stream().filter(Outcome::isAccepted).map(Outcome::id).distinct().toList();
    assertThat(rows.importIds()).containsAll(accepted);
    assertThat(rows.imports()).isLessThanOrEqualTo(REQUESTS / REPEATS);
    isDone(rows);
  }

  @Test
  @FaultTest(number = 24, promise = "what is accepted is done later")
  void recordsWaitInKafkaUntilTheyAreTaken() throws Exception {
    try (MemoryWatch memory = new MemoryWatch(reelport.service());
        ConsumerGroups groups = new ConsumerGroups(reelport.stack().kafka().bootstrap())) {
      // When
      long began = System.nanoTime();
      publish();

      // Then all of them are taken, each once
      Rows rows = new Rows(reelport, users);
      Awaitility.await("all requests")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(
              () ->
                  rows.imports() == REQUESTS / REPEATS && groups.lag(ConsumerGroups.REQUESTS) == 0);
      report("Kafka", began, memory);
      assertThat(memory.most()).isLessThan(MOST_MEGABYTES);
      isDone(rows);
    }
  }

  @Test
  void soManyPreviewsAskYouTubeAtATimeAndNoMore() throws Exception {
    // Given a YouTube that takes its time
    reelport.settled();
    HttpRequest.Builder preview =
        reelport.as(Reelport.newUser()).request("/v1/imports/preview").timeout(PATIENCE);
    reelport.youTube().latency(Duration.ofMillis(200));
    try (Rush rush = new Rush(400)) {
      // When
      List<Outcome> outcomes =
          rush.send(
              600,
              n ->
                  preview
                      .copy()
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofString("{\"target\":\"" + videos.id() + "\"}"))
                      .build());

      // Then
      System.out.println("overload: 600 previews, " + Rush.statuses(outcomes));
      assertThat(outcomes).allMatch(o -> o.status() == 200 || o.isRefusedForNow());
      assertThat(outcomes).filteredOn(o -> o.status() == 200).hasSizeGreaterThanOrEqualTo(240);
      assertThat(outcomes).filteredOn(Outcome::isRefusedForNow).isNotEmpty();
      assertThat(reelport.youTube().mostConnectionsOpen()).isLessThanOrEqualTo(40);
    } finally {
      reelport.youTube().latency(Duration.ZERO);
    }
  }

  private static void isDone(Rows rows) throws Exception {
    long imports = rows.imports();
    Awaitility.await("everything that was accepted")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> rows.succeeded() == imports);
    assertThat(Files.readAllLines(reelport.service().log()))
        .noneMatch(line -> line.matches(".* (ERROR|FATAL) .*|.*OutOfMemory.*"));
  }

  private HttpRequest post(int n) {
    int distinct = n / REPEATS;
    return Rush.keyed(posts.get(distinct % USERS).copy(), "post-" + distinct)
        .POST(BodyPublishers.ofString("{\"target\":\"" + target(distinct) + "\"}"))
        .build();
  }

  private void publish() {
    Map<String, Object> servers = Map.of("bootstrap.servers", reelport.stack().kafka().bootstrap());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(servers, new StringSerializer(), new StringSerializer())) {
      for (int n = 0; n < REQUESTS; n++) {
        int distinct = n / REPEATS;
        String user = users.get(distinct % USERS);
        String request =
            "{\"requestId\":\"record-%d\",\"userId\":\"%s\",\"target\":\"%s\"}"
                .formatted(distinct, user, target(distinct));
        var unused = producer.send(new ProducerRecord<>(KafkaDoor.REQUESTS, user, request));
      }
    }
  }

  private String target(int distinct) {
    return videos.video(distinct / USERS % 20).id();
  }

  private static void report(String what, long began, MemoryWatch memory) {
    System.out.printf(
        "overload: %,d requests, %s, %.1f s; resident memory %d MB at first, at most %d MB%n",
        REQUESTS, what, (System.nanoTime() - began) / 1e9, memory.atFirst(), memory.most());
  }
}
