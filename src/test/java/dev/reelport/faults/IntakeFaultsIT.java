package dev.reelport.faults;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.ConsumerGroups;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.Requests.Request;
import dev.reelport.testing.e2e.Wish;
import dev.reelport.testing.stack.Topics;
import dev.reelport.testing.youtube.SimChannel;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same request again and again, and records that cannot even be put aside. */
class IntakeFaultsIT {

  private static final int PARTITION = 3;
  private static final int PARTITIONS = 8;

  private static Stage stage;

  private final String user = Reelport.newUser();
  private KafkaDoor kafka;
  private ConsumerGroups groups;

  @BeforeAll
  static void start() {
    String deadLetters = "MP_MESSAGING_INCOMING_REQUESTS_DEAD_LETTER_QUEUE_";
    stage =
        Stage.with(
            Map.of(
                deadLetters + "MAX_BLOCK_MS", "2000",
                deadLetters + "REQUEST_TIMEOUT_MS", "1000",
                deadLetters + "DELIVERY_TIMEOUT_MS", "3000"));
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void open() {
    kafka = new KafkaDoor(stage.stack.kafka().bootstrap());
    groups = new ConsumerGroups(stage.stack.kafka().bootstrap());
  }

  @AfterEach
  void close() {
    kafka.close();
    groups.close();
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 17, promise = "one import; another payload: 409, dead letter 'conflict'")
  void theSameRequestAThousandTimesIsOneImport() {
    // Given a request, and another under its name
    SimChannel channel = stage.channel(2);
    Request first = requested(Wish.video(channel.video(0)));
    String same = body(channel.video(0).id());
    String other = body(channel.video(1).id());
    int units = stage.youTube.units();

    // When it comes a thousand times by both doors, and now and then with another payload
    List<Answer> repeats = new ArrayList<>();
    List<Answer> conflicts = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(32);
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 1_000)
            .mapToObj(
                n ->
                    CompletableFuture.runAsync(
                        () -> {
                          boolean differs = n % 50 == 0;
                          if (n % 2 == 0) {
                            Answer answer = post(first.id(), differs ? other : same);
                            synchronized (repeats) {
                              (differs ? conflicts : repeats).add(answer);
                            }
                          } else {
                            publish(first.id(), same, n % PARTITIONS);
                          }
                        },
                        threads))
            .toList();
    all.forEach(CompletableFuture::join);
    publish(first.id(), other, PARTITION);
    threads.shutdown();

    // Then
    assertThat(repeats).hasSize(480).allMatch(answer -> answer.status() == 202);
    assertThat(repeats)
        .extracting(answer -> answer.header("Location"))
        .containsOnly(repeats.get(0).header("Location"));
    assertThat(conflicts)
        .hasSize(20)
        .allSatisfy(answer -> assertProblem(answer, 409, "idempotency_conflict"));
    kafka.await(
        KafkaDoor.DEAD_LETTERS,
        1,
        letter -> "conflict".equals(KafkaDoor.header(letter, "dead-letter-reason")));
    stage.holds();
    assertThat(stage.reelport.as(user).all("/v1/imports")).hasSize(1);
    assertThat(stage.youTube.units() - units).isLessThanOrEqualTo(1);
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 18, promise = "dead-letter topic away: the offset is not committed")
  void poisonThatCannotBePutAsideIsNotLetGo() throws Exception {
    // Given no topic for dead letters
    deleteDeadLetters();
    SimChannel channel = stage.channel(1);

    // When poison comes, and a good record behind it
    RecordMetadata poison =
        kafka.send(new ProducerRecord<>(KafkaDoor.REQUESTS, PARTITION, bytes(user), bytes("{")));
    TopicPartition partition = new TopicPartition(KafkaDoor.REQUESTS, PARTITION);
    Stage.pass(Duration.ofSeconds(12));

    // Then it stays where it is
    assertThat(groups.committed(ConsumerGroups.REQUESTS).getOrDefault(partition, 0L))
        .isLessThanOrEqualTo(poison.offset());
    assertThat(stage.health("live")).isEqualTo(200);

    // And when there is a topic, it goes there, and what is behind it is done
    Topics.create(stage.stack.kafka().bootstrap(), PARTITIONS);
    stage.requests.publish(kafka, user, Wish.channel(channel));
    kafka.await(
        KafkaDoor.DEAD_LETTERS,
        1,
        letter -> "invalid_json".equals(KafkaDoor.header(letter, "dead-letter-reason")));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                groups.committed(ConsumerGroups.REQUESTS).getOrDefault(partition, 0L)
                    > poison.offset());
    stage.holds();
  }

  private static void deleteDeadLetters() throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stage.stack.kafka().bootstrap()))) {
      admin.deleteTopics(List.of(KafkaDoor.DEAD_LETTERS)).all().get();
      Supplier<Boolean> gone =
          () -> {
            try {
              return !admin.listTopics().names().get().contains(KafkaDoor.DEAD_LETTERS);
            } catch (InterruptedException | ExecutionException e) {
              throw new IllegalStateException(e);
            }
          };
      Awaitility.await().until(gone::get);
    }
  }

  private Request requested(Wish wish) {
    stage.requests.ask(user, wish);
    return stage.requests.accepted().stream()
        .filter(request -> request.user().equals(user))
        .findFirst()
        .orElseThrow();
  }

  private Answer post(String key, String json) {
    ApiClient api = stage.reelport.as(user);
    return api.send(
        api.request("/v1/imports")
            .header("Idempotency-Key", key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private void publish(String id, String json, int partition) {
    String request =
        "{\"requestId\":\"" + id + "\",\"userId\":\"" + user + "\"," + json.substring(1);
    kafka.send(new ProducerRecord<>(KafkaDoor.REQUESTS, partition, bytes(user), bytes(request)));
  }

  private static String body(String target) {
    return "{\"target\":\"" + target + "\"}";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
