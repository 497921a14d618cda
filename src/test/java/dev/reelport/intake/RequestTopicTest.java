package dev.reelport.intake;

import static dev.reelport.testing.e2e.KafkaDoor.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelport.imports.FakeImports;
import dev.reelport.imports.ImportView;
import dev.reelport.imports.Imports;
import dev.reelport.platform.UserId;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.e2e.KafkaDoor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(InThisJvm.class)
class RequestTopicTest {

  private static final TopicPartition PARTITION = new TopicPartition(KafkaDoor.REQUESTS, 0);

  @Inject FakeImports imports;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrap;

  private final String user = "user-" + UUID.randomUUID();
  private KafkaDoor kafka;

  @BeforeEach
  void connect() {
    kafka = new KafkaDoor(bootstrap);
  }

  @AfterEach
  void disconnect() {
    kafka.close();
    imports.failWith(Optional.empty());
  }

  @Test
  void poisonGoesAsideAsItCameAndItsNeighbourIsNotDelayed() throws Exception {
    // Given
    byte[] key = {(byte) 0xff, 1};
    byte[] large = "x".repeat(1_048_000).getBytes(StandardCharsets.UTF_8);
    send(key, bytes(request("warm-up", "dQw4w9WgXcQ")));
    await().until(() -> accepted().size() == 1);

    // When
    long start = System.nanoTime();
    send(key, null);
    send(null, bytes("{}"));
    send(key, bytes("{"));
    send(key, large);
    send(key, bytes("{\"specversion\":\"9\",\"data\":{}}"));
    send(key, bytes(request("warm-up", "9bZkp7q19f0")));
    long last = send(key, bytes(request("neighbour", "dQw4w9WgXcQ")));
    await().pollInterval(Duration.ofMillis(5)).until(() -> accepted().size() == 2);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);

    // Then
    assertThat(taken).isLessThan(Duration.ofSeconds(2));
    List<ConsumerRecord<byte[], byte[]>> dead =
        kafka.await(KafkaDoor.DEAD_LETTERS, 6, letter -> "test".equals(header(letter, "from")));
    assertThat(dead)
        .extracting(letter -> header(letter, "dead-letter-reason"))
        .containsExactlyInAnyOrder(
            "tombstone",
            "missing_key",
            "invalid_json",
            "too_large",
            "unsupported_version",
            "conflict");
    assertThat(dead)
        .allSatisfy(
            letter -> {
              assertThat(header(letter, "dead-letter-detail")).isNotBlank();
              assertThat(header(letter, "dead-letter-topic")).isEqualTo(KafkaDoor.REQUESTS);
              assertThat(header(letter, "dead-letter-offset")).isNotBlank();
            });
    assertThat(dead)
        .filteredOn(letter -> "too_large".equals(header(letter, "dead-letter-reason")))
        .allSatisfy(
            letter -> {
              assertThat(letter.key()).isEqualTo(key);
              assertThat(letter.value()).isEqualTo(large);
            });
    await().untilAsserted(() -> assertThat(committed()).isEqualTo(last + 1));
  }

  @Test
  void nothingIsCommittedWhileTheStoreIsAwayAndNothingOvertakes() throws Exception {
    // Given
    send(bytes("k"), bytes(request("first", "dQw4w9WgXcQ")));
    await().until(() -> accepted().size() == 1);
    await().untilAsserted(() -> assertThat(committed()).isPositive());
    long before = committed();
    imports.failWith(Optional.of(() -> new IllegalStateException(new ConnectException("away"))));

    // When
    long last = -1;
    for (int i = 0; i < 20; i++) {
      last = send(bytes("k"), bytes(request("r" + i, "dQw4w9WgXcQ")));
    }
    await()
        .during(Duration.ofSeconds(2))
        .until(() -> committed() == before && accepted().size() == 1);
    imports.failWith(Optional.empty());

    // Then
    await().until(() -> accepted().size() == 21);
    List<String> order = new ArrayList<>(accepted().stream().map(ImportView::requestId).toList());
    Collections.reverse(order);
    assertThat(order.subList(1, 21))
        .containsExactly(IntStream.range(0, 20).mapToObj(i -> "r" + i).toArray(String[]::new));
    long end = last + 1;
    await().untilAsserted(() -> assertThat(committed()).isEqualTo(end));
  }

  private List<ImportView> accepted() {
    return imports
        .list(new UserId(user), Imports.Wanted.ALL, Optional.empty(), 1000)
        .await()
        .indefinitely();
  }

  private String request(String id, String target) {
    return "{\"requestId\":\"%s\",\"userId\":\"%s\",\"target\":\"%s\"}".formatted(id, user, target);
  }

  private long send(byte[] key, byte[] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(KafkaDoor.REQUESTS, PARTITION.partition(), key, value);
    record.headers().add("from", bytes("test"));
    return kafka.send(record).offset();
  }

  private long committed() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      OffsetAndMetadata offset =
          admin
              .listConsumerGroupOffsets("reelport-requests")
              .partitionsToOffsetAndMetadata()
              .get()
              .get(PARTITION);
      return offset == null ? -1 : offset.offset();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
