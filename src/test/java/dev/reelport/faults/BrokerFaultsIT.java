package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ConsumerGroups;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The broker dies and comes back; the groups never come to rest. */
class BrokerFaultsIT {

  private static final Duration OUTAGE = Duration.ofSeconds(12);
  private static final int MEMBERS = 40;
  private static final int LONGEST_STAY = 500;

  private static Stage stage;

  @BeforeAll
  static void start() {
    // Heartbeats tell members of a rebalance, so a storm is no faster than they are.
    stage =
        Stage.with(
            Map.of(
                "MP_MESSAGING_INCOMING_STEPS_HEARTBEAT_INTERVAL_MS", "200",
                "MP_MESSAGING_INCOMING_REQUESTS_HEARTBEAT_INTERVAL_MS", "200"));
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void aYouTubeThatTakesItsTime() {
    stage.youTube.latency(Duration.ofMillis(50));
  }

  @AfterEach
  void heal() {
    stage.youTube.heal();
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 15, promise = "POST still 202, nothing lost, the outbox drains")
  void requestsAreTakenWithoutABrokerAndDoneWhenItIsBack() {
    // Given imports at work
    List<String> users = Stream.generate(Reelport::newUser).limit(4).toList();
    try (KafkaDoor kafka = new KafkaDoor(stage.stack.kafka().bootstrap())) {
      users.forEach(user -> stage.requests.publish(kafka, user, Wish.channel(stage.channel(500))));
    }
    stage.requests.ask(users.get(0), Wish.channel(stage.channel(100)));

    // When the broker dies
    stage.stack.kafka().kill();

    // Then requests are accepted all the same, and at once
    for (String user : users) {
      ApiClient api = stage.reelport.as(user);
      long began = System.nanoTime();
      stage.requests.ask(user, Wish.video(stage.channel(1).video(0)));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
      assertThat(api.get("/v1/imports").status()).isEqualTo(200);
    }
    assertThat(stage.health("live")).isEqualTo(200);
    Stage.pass(OUTAGE);

    // And when it is back, all of them are done
    stage.stack.kafka().start();
    stage
        .holds()
        .values()
        .forEach(i -> assertThat(i.get("status").asText()).isEqualTo("succeeded"));
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 16, promise = "all processed, duplicates absorbed, the group stable after it")
  void aGroupThatNeverRestsDoesItsWorkAllTheSame() {
    try (ConsumerGroups groups = new ConsumerGroups(stage.stack.kafka().bootstrap())) {
      // Given many imports
      Random random = Seed.random("aGroupThatNeverRestsDoesItsWorkAllTheSame");
      for (int n = 0; n < 10; n++) {
        stage.requests.ask(Reelport.newUser(), Wish.channel(stage.channel(150)));
      }

      // When members come and go all the time
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<CompletableFuture<Void>> members =
          IntStream.range(0, MEMBERS)
              .mapToObj(n -> random.nextInt(LONGEST_STAY))
              .map(stay -> CompletableFuture.runAsync(() -> comeAndGo(stay), threads))
              .toList();
      members.forEach(CompletableFuture::join);
      threads.shutdown();

      // Then
      stage
          .holds()
          .values()
          .forEach(i -> assertThat(i.get("status").asText()).isEqualTo("succeeded"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                assertThat(groups.describe(ConsumerGroups.STEPS).groupState())
                    .isEqualTo(GroupState.STABLE);
                assertThat(groups.working(ConsumerGroups.STEPS)).isEqualTo(1);
              });
    }
  }

  /** Members that take partitions, do nothing with their records, and leave again. */
  private static void comeAndGo(int stayMillis) {
    Map.of(ConsumerGroups.STEPS, KafkaDoor.STEPS, ConsumerGroups.REQUESTS, KafkaDoor.REQUESTS)
        .forEach(
            (group, topic) -> {
              try (KafkaConsumer<byte[], byte[]> member = member(group)) {
                member.subscribe(List.of(topic));
                member.poll(Duration.ofMillis(stayMillis));
              }
            });
  }

  private static KafkaConsumer<byte[], byte[]> member(String group) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            stage.stack.kafka().bootstrap(),
            "group.id",
            group,
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
