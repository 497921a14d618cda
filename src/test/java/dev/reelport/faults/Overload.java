package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.faults.Rush.Outcome;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Far more requests at once than can be answered, each of them ten times. */
final class Overload {

  private static final int REPEATS = 10;
  private static final int USERS = 20;

  /** The service has a heap of 256 MiB; what it takes beside that does not grow with requests. */
  private static final long MOST_MEGABYTES = 640;

  private final Reelport reelport;
  private final int requests;
  private final Duration patience;
  private final List<String> users =
      IntStream.range(0, USERS).mapToObj(n -> Reelport.newUser()).toList();
  private final List<HttpRequest.Builder> posts;
  private final SimChannel videos;

  Overload(Reelport reelport, int requests, Duration patience) {
    this.reelport = reelport;
    this.requests = requests;
    this.patience = patience;
    posts = users.stream().map(user -> reelport.as(user).request("/v1/imports")).toList();
    String name = "overload-" + UUID.randomUUID();
    videos = reelport.youTube().world().channel(name).plain().uploads(20);
  }

  /** Over HTTP, with a slow database. */
  void overHttp(int connections) throws SQLException, IOException {
    List<Outcome> outcomes;
    try (MemoryWatch memory = new MemoryWatch(reelport.service());
        SlowDatabase slow = SlowDatabase.of(reelport, Duration.ofMillis(50));
        Rush rush = new Rush(connections)) {
      long began = System.nanoTime();
      outcomes = rush.send(requests, this::post);
      assertThat(slow).isNotNull();
      report("HTTP " + Rush.statuses(outcomes), began, memory);
      assertThat(memory.most()).isLessThan(MOST_MEGABYTES);
    }
    // Each is accepted or told to come back, and both have happened
    assertThat(outcomes).hasSize(requests);
    assertThat(outcomes).allMatch(o -> o.isAccepted() || o.isRefusedForNow());
    assertThat(outcomes).anyMatch(Outcome::isAccepted).anyMatch(Outcome::isRefusedForNow);
    // What was accepted is there, once, and is done
    Rows rows = new Rows(reelport, users);
    List<String> accepted =
        outcomes.stream().filter(Outcome::isAccepted).map(Outcome::id).distinct().toList();
    assertThat(rows.importIds()).containsAll(accepted);
    assertThat(rows.imports()).isLessThanOrEqualTo(requests / REPEATS);
    isDone(rows);
  }

  /** Over Kafka, all of which have to be taken. */
  void overKafka() throws IOException {
    try (MemoryWatch memory = new MemoryWatch(reelport.service());
        Groups groups = new Groups(reelport)) {
      long began = System.nanoTime();
      publish();
      Rows rows = new Rows(reelport, users);
      Awaitility.await("all requests")
          .atMost(patience)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> rows.imports() == requests / REPEATS && groups.lag(Groups.REQUESTS) == 0);
      report("Kafka", began, memory);
      assertThat(memory.most()).isLessThan(MOST_MEGABYTES);
      isDone(rows);
    }
  }

  private void isDone(Rows rows) throws IOException {
    long imports = rows.imports();
    Awaitility.await("everything that was accepted")
        .atMost(patience)
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
      for (int n = 0; n < requests; n++) {
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

  private void report(String what, long began, MemoryWatch memory) {
    System.out.printf(
        "overload: %,d requests, %s, %.1f s; resident memory %d MB at first, at most %d MB%n",
        requests, what, (System.nanoTime() - began) / 1e9, memory.atFirst(), memory.most());
  }
}
