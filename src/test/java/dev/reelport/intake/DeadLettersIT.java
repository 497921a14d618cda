package dev.reelport.intake;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What could not work is seen by admins, and put back when its cause is gone. */
class DeadLettersIT {

  private static final String PATH = "/v1/admin/dead-letters";

  private final Reelport reelport = Reelport.shared();
  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);
  private final ApiClient admin = reelport.asAdmin();
  private final String bootstrap = reelport.stack().kafka().bootstrap();
  private final KafkaDoor kafka = new KafkaDoor(bootstrap);
  private final TopicTail dead = new TopicTail(bootstrap, KafkaDoor.DEAD_LETTERS);
  private final TopicTail requests = new TopicTail(bootstrap, KafkaDoor.REQUESTS);

  @AfterEach
  void close() {
    kafka.close();
    dead.close();
    requests.close();
  }

  @Test
  void aDeadLetterIsListedWithItsReasonAndItsBeginning() {
    // Given
    String value = request("r", "https://example.com/" + "ü".repeat(2_000));
    Instant before = Instant.now();

    // When
    ConsumerRecord<byte[], byte[]> letter = buried(value, Map.of());

    // Then
    JsonNode listed = listed(letter);
    assertThat(listed.get("key").asText()).isEqualTo(user);
    assertThat(listed.get("reason").asText()).isEqualTo("invalid_target");
    assertThat(listed.get("detail").asText()).isNotBlank();
    assertThat(listed.get("size").asInt()).isEqualTo(bytes(value).length);
    assertThat(listed.get("value").asText()).isEqualTo(value.substring(0, 1_000));
    assertThat(Instant.parse(listed.get("timestamp").asText()))
        .isBetween(before.minusSeconds(5), Instant.now().plusSeconds(5));
    assertThat(listed.has("replayOf")).isFalse();
  }

  @Test
  void whatIsNoTextIsListedWithoutItsValue() {
    // When
    kafka.send(
        new ProducerRecord<>(
            KafkaDoor.REQUESTS, bytes(user), new byte[] {(byte) 0xff, 0, (byte) 0xfe}));
    ConsumerRecord<byte[], byte[]> letter = dead.await(1, this::isMine).get(0);

    // Then
    JsonNode listed = listed(letter);
    assertThat(listed.get("size").asInt()).isEqualTo(3);
    assertThat(listed.has("value")).isFalse();
    assertThat(listed.get("reason").asText()).isEqualTo("invalid_json");
  }

  @Test
  void pagesHoldEachDeadLetterOnceAndTheNewestOfAPartitionFirst() {
    // Given
    for (int n = 0; n < 7; n++) {
      kafka.send(KafkaDoor.REQUESTS, user + n, "{" + n);
    }
    List<ConsumerRecord<byte[], byte[]>> letters =
        dead.await(7, r -> r.key() != null && text(r.key()).startsWith(user));

    // When
    List<JsonNode> all = new ArrayList<>();
    String next = PATH + "?limit=3";
    while (next != null) {
      JsonNode page = admin.get(next).json();
      assertThat(page.get("items").size()).isLessThanOrEqualTo(3);
      page.get("items").forEach(all::add);
      String cursor = page.get("nextCursor").isNull() ? null : page.get("nextCursor").asText();
      next = cursor == null ? null : PATH + "?limit=3&cursor=" + cursor;
    }

    // Then
    List<String> places = all.stream().map(DeadLettersIT::place).toList();
    assertThat(places)
        .doesNotHaveDuplicates()
        .containsAll(letters.stream().map(r -> r.partition() + ":" + r.offset()).toList());
    for (int partition = 0; partition < 8; partition++) {
      int wanted = partition;
      assertThat(all)
          .filteredOn(letter -> letter.get("partition").asInt() == wanted)
          .extracting(letter -> -letter.get("offset").asLong())
          .isSorted();
    }
  }

  @Test
  void aReplayedRequestIsTheRequestAsItCame() {
    // Given a dead letter whose sender set headers
    ConsumerRecord<byte[], byte[]> letter =
        buried(request("r", "https://example.com"), Map.of("traceparent", "00-1-2-01"));
    List<ConsumerRecord<byte[], byte[]>> first = requests.await(1, this::isMine);

    // When
    Answer answer = replay(letter);

    // Then
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    assertThat(answer.json().get("replayed").asInt()).isEqualTo(1);
    assertThat(answer.json().get("nextCursor").isNull()).isTrue();
    ConsumerRecord<byte[], byte[]> again = requests.await(2, this::isMine).get(1);
    assertThat(again.key()).isEqualTo(first.get(0).key());
    assertThat(again.value()).isEqualTo(first.get(0).value());
    String place = letter.partition() + ":" + letter.offset();
    assertThat(headers(again))
        .containsExactlyInAnyOrder("traceparent=00-1-2-01", "dead-letter-replay-of=" + place);

    // And as it still cannot work, it comes back and says what it was
    ConsumerRecord<byte[], byte[]> back = dead.await(2, this::isMine).get(1);
    JsonNode listed = listed(back);
    assertThat(listed.get("replayOf").asText()).isEqualTo(place);
    assertThat(listed.get("reason").asText()).isEqualTo("invalid_target");
    assertThat(KafkaDoor.header(back, "traceparent")).isEqualTo("00-1-2-01");
  }

  @Test
  void aRequestThatCanWorkNowBecomesAnImportOnce() {
    // Given a good request that stands among the dead letters
    String id = UUID.randomUUID().toString();
    ProducerRecord<byte[], byte[]> mistaken =
        new ProducerRecord<>(
            KafkaDoor.DEAD_LETTERS, 2, bytes(user), bytes(request(id, "AAAAAAAAAAA")));
    mistaken.headers().add("dead-letter-reason", bytes("unsupported_version"));
    RecordMetadata at = kafka.send(mistaken);
    ConsumerRecord<byte[], byte[]> letter =
        dead.await(1, r -> r.partition() == 2 && r.offset() == at.offset()).get(0);

    // When it is replayed, and again
    assertThat(replay(letter).status()).isEqualTo(200);
    assertThat(replay(letter).status()).isEqualTo(200);
    requests.await(2, this::isMine);

    // Then there is one import, and nothing came back
    Awaitility.await().until(() -> api.all("/v1/imports").size() == 1);
    assertThat(api.all("/v1/imports").get(0).get("requestId").asText()).isEqualTo(id);
    assertThat(dead.await(1, this::isMine)).hasSize(1);
  }

  @Test
  void allOfAReasonAreReplayedButNotWhatComesBackMeanwhile() {
    // Given some of a reason, and one of another
    for (int n = 0; n < 5; n++) {
      kafka.send(KafkaDoor.REQUESTS, user, null);
    }
    kafka.send(KafkaDoor.REQUESTS, user, "{");
    dead.await(6, this::isMine);
    requests.await(6, this::isMine);

    // When
    int replayed = 0;
    String cursor = "";
    while (cursor != null) {
      Answer answer =
          admin.post(
              PATH + "/replay",
              "{\"reason\":\"tombstone\""
                  + (cursor.isEmpty() ? "" : ",\"cursor\":\"" + cursor + "\"")
                  + "}");
      assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
      replayed += answer.json().get("replayed").asInt();
      JsonNode next = answer.json().get("nextCursor");
      cursor = next.isNull() ? null : next.asText();
    }

    // Then
    assertThat(replayed).isGreaterThanOrEqualTo(5);
    assertThat(requests.await(11, this::isMine)).hasSize(11);
    assertThat(dead.await(11, this::isMine))
        .hasSize(11)
        .filteredOn(r -> "tombstone".equals(KafkaDoor.header(r, "dead-letter-reason")))
        .hasSize(10);
  }

  @Test
  void whatIsNotThereIsNotFoundAndNothingIsReplayed() {
    // Given
    ConsumerRecord<byte[], byte[]> letter = buried("{", Map.of());
    requests.await(1, this::isMine);
    String good = item(letter.partition(), letter.offset());

    for (String missing :
        List.of(item(99, 0), item(letter.partition(), letter.offset() + 1_000_000), item(0, -1))) {
      // When
      Answer answer = admin.post(PATH + "/replay", "{\"items\":[" + good + "," + missing + "]}");

      // Then
      assertProblem(answer, 404, "not_found");
    }
    assertThat(requests.await(1, this::isMine)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"items\":[]}",
        "{\"items\":[null]}",
        "{\"items\":[{\"partition\":1}]}",
        "{\"items\":[{\"offset\":1}]}",
        "{\"items\":[{\"partition\":\"1\",\"offset\":1}]}",
        "{\"items\":[{\"partition\":1,\"offset\":1}],\"reason\":\"conflict\"}",
        "{\"items\":[{\"partition\":1,\"offset\":1}],\"cursor\":\"x\"}",
        "{\"reason\":\"nonsense\"}",
        "{\"reason\":\"conflict\",\"more\":1}",
        "[]",
        ""
      })
  void aReplayThatSaysNothingSensibleIsRefused(String body) {
    assertProblem(admin.post(PATH + "/replay", body), 400, "invalid_request");
  }

  @Test
  void cursorsAndLimitsAreChecked() {
    assertProblem(admin.get(PATH + "?cursor=nonsense"), 400, "invalid_parameter");
    assertProblem(admin.get(PATH + "?limit=0"), 400, "invalid_parameter");
    assertProblem(
        admin.post(PATH + "/replay", "{\"reason\":\"conflict\",\"cursor\":\"nonsense\"}"),
        400,
        "invalid_parameter");
  }

  @Test
  void nobodyButAdminsSeesOrReplaysThem() {
    assertProblem(api.get(PATH), 403, "forbidden");
    assertProblem(api.post(PATH + "/replay", "{\"reason\":\"conflict\"}"), 403, "forbidden");
  }

  private ConsumerRecord<byte[], byte[]> buried(String value, Map<String, String> headers) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(KafkaDoor.REQUESTS, bytes(user), bytes(value));
    headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
    kafka.send(record);
    return dead.await(1, this::isMine).get(0);
  }

  private Answer replay(ConsumerRecord<byte[], byte[]> letter) {
    return admin.post(
        PATH + "/replay", "{\"items\":[" + item(letter.partition(), letter.offset()) + "]}");
  }

  private static String item(int partition, long offset) {
    return "{\"partition\":" + partition + ",\"offset\":" + offset + "}";
  }

  private JsonNode listed(ConsumerRecord<byte[], byte[]> letter) {
    String place = letter.partition() + ":" + letter.offset();
    return StreamSupport.stream(
            admin.get(PATH + "?limit=200").json().get("items").spliterator(), false)
        .filter(listed -> place(listed).equals(place))
        .findFirst()
        .orElseThrow();
  }

  private static String place(JsonNode listed) {
    return listed.get("partition").asInt() + ":" + listed.get("offset").asLong();
  }

  private boolean isMine(ConsumerRecord<byte[], byte[]> record) {
    return record.key() != null && text(record.key()).equals(user);
  }

  private static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
    List<String> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(header.key() + "=" + text(header.value()));
    }
    return headers;
  }

  private String request(String requestId, String target) {
    return "{\"requestId\":\"%s\",\"userId\":\"%s\",\"target\":\"%s\"}"
        .formatted(requestId, user, target);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
