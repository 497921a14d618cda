package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.ConsumerGroups;
import dev.reelport.testing.e2e.Problems;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.Wish;
import dev.reelport.testing.stack.ProcessMemory;
import dev.reelport.testing.stack.ProxyTrigger;
import dev.reelport.testing.stack.TcpProxy.Flow;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL crashes, loses its answers, or says nothing at all. */
class PostgresFaultsIT {

  private static final Duration SILENCE = Duration.ofSeconds(4);
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);
  private static final long MEBIBYTE = 1 << 20;

  private static Stage stage;

  private final String user = Reelport.newUser();
  private ConsumerGroups groups;

  @BeforeAll
  static void start() {
    stage =
        Stage.with(
            Map.of(
                "REELPORT_DATABASE_SILENCE", SILENCE.toString(),
                "REELPORT_DATABASE_CONNECTION_WAIT", CONNECTION_WAIT.toString()));
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void aYouTubeThatTakesItsTime() {
    stage.youTube.latency(Duration.ofMillis(50));
    groups = new ConsumerGroups(stage.stack.kafka().bootstrap());
  }

  @AfterEach
  void heal() {
    groups.close();
    stage.postgres.pass();
    stage.postgres.forget();
    stage.youTube.heal();
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(
      number = 8,
      promise = "no partial page, no ack before the commit, on within 10 s of its return")
  void aCrashedDatabaseIsWaitedForAndTheImportGoesOnAtItsPage() {
    // Given an import in its middle
    SimChannel channel = stage.channel(1_000);
    stage.importedUpTo(user, channel, 200);

    // When the database crashes, and stays away for 20 s
    stage.stack.postgres().kill();
    Problems.assertProblem(post(), 503, "unavailable");
    awaitStatus("ready", 503);
    assertThat(stage.health("live")).isEqualTo(200);
    Stage.pass(Duration.ofSeconds(20));

    // Then the step in hand is still nobody's
    assertThat(groups.lag(ConsumerGroups.STEPS)).isPositive();

    // And when it is back, there are whole pages only
    stage.stack.postgres().start();
    long imported = imported();
    assertThat(imported % 50).isZero();
    assertThat(projects()).isGreaterThanOrEqualTo(imported);

    // And it goes on soon
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> imported() > imported);
    awaitStatus("ready", 200);
    stage.holds();
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 8, promise = "a channel is looked up once the database is back")
  void anImportThatCannotLookItsChannelUpWaitsForTheDatabase() throws Exception {
    // Given connections that break whenever they are asked for a channel, more often than an
    // import may fail
    SimChannel channel = stage.channel(10);
    stage.stack.postgres().kill();
    stage.stack.postgres().start();
    List<ProxyTrigger> breaks =
        IntStream.rangeClosed(1, 8)
            .mapToObj(n -> stage.postgres.when(Flow.REQUEST, "youtube_channel").time(n).reset())
            .toList();

    // When
    String id = stage.requests.ask(user, new Wish(channel.handle(), channel::videos));
    JsonNode ended = stage.reelport.as(user).ended(id);

    // Then
    assertThat(breaks.get(7).hasActed(10)).isTrue();
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(10);
    stage.holds();
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 9, promise = "the retry changes nothing, counters are exact")
  void commitsWhoseReplyIsLostAreRecognised() {
    // Given replies that get lost, at random
    Random random = Seed.random("commitsWhoseReplyIsLostAreRecognised");
    int before = stage.youTube.units();
    random
        .ints(1, 40)
        .distinct()
        .limit(10)
        .forEach(n -> stage.postgres.when(Flow.REQUEST, "COMMIT").time(n).loseReply());

    // When
    SimChannel channel = stage.channel(500);
    String id = stage.requests.ask(user, Wish.channel(channel));
    JsonNode ended = stage.reelport.as(user).ended(id);

    // Then
    stage.holds();
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(500);
    assertThat(ended.at("/units/spent").asInt())
        .isEqualTo(21)
        .isEqualTo(stage.youTube.units() - before);
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(
      number = 10,
      promise = "timeout as configured, not ready but live, consumer paused, memory bounded")
  void aDatabaseThatAcceptsAndNeverAnswersIsGivenUpInTime() {
    // Given an import in its middle
    SimChannel channel = stage.channel(1_000);
    stage.importedUpTo(user, channel, 200);
    long memory = memory();

    // When the database falls silent
    stage.postgres.stall();

    // Then requests are refused in time, and the platform is told the truth
    long began = System.nanoTime();
    Problems.assertProblem(post(), 503, "unavailable");
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isLessThan(SILENCE.plus(CONNECTION_WAIT).plusSeconds(2));
    awaitStatus("ready", 503);
    assertThat(stage.health("live")).isEqualTo(200);

    // And no step is taken or acknowledged, nor does YouTube hear of us
    Stage.pass(Duration.ofSeconds(6));
    Map<TopicPartition, Long> acknowledged = groups.committed(ConsumerGroups.STEPS);
    int calls = stage.youTube.requests().size();
    flood();
    assertThat(groups.committed(ConsumerGroups.STEPS)).isEqualTo(acknowledged);
    assertThat(groups.lag(ConsumerGroups.STEPS)).isPositive();
    assertThat(stage.youTube.requests()).hasSize(calls);
    assertThat(stage.health("live")).isEqualTo(200);
    assertThat(stage.health("ready")).isEqualTo(503);
    assertThat(memory() - memory).as("growth in bytes").isLessThan(128 * MEBIBYTE);

    // And when it speaks again, all goes on
    stage.postgres.pass();
    awaitStatus("ready", 200);
    stage.holds();
  }

  /** Requests, sixteen at a time, none of which can be served. */
  private void flood() {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    Stream.generate(() -> CompletableFuture.supplyAsync(this::post, threads))
        .limit(64)
        .toList()
        .forEach(answer -> assertThat(answer.join().status()).isEqualTo(503));
    threads.shutdown();
  }

  private Answer post() {
    return stage.reelport.as(user).post("/v1/imports", "{\"target\":\"@demo-1\"}");
  }

  private static void awaitStatus(String which, int status) {
    Awaitility.await("health " + which)
        .atMost(Duration.ofSeconds(10))
        .until(() -> stage.health(which) == status);
  }

  private long imported() {
    return stage.reelport.count(
        "select imported from import where user_id = ? order by id desc limit 1", user);
  }

  private long projects() {
    return stage.reelport.count("select count(*) from project where user_id = ?", user);
  }

  private static long memory() {
    return ProcessMemory.resident(stage.reelport.service().pid());
  }
}
