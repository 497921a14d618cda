package dev.reelport.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.TopicTail;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimVideo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that work, over Kafka and on real servers, and the events that tell of them. */
class KafkaIntakeIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Reelport reelport = Reelport.shared().settled();
  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);
  private final String bootstrap = reelport.stack().kafka().bootstrap();
  private final KafkaDoor kafka = new KafkaDoor(bootstrap);
  private final TopicTail events = new TopicTail(bootstrap, KafkaDoor.EVENTS);
  private final SimChannel channel =
      reelport.youTube().world().channel("kafka-" + UUID.randomUUID()).plain();

  @AfterEach
  void close() {
    reelport.youTube().heal();
    events.close();
    kafka.close();
  }

  @Test
  void aPlainRequestBecomesAnImportOfTheUserInItsBody() {
    // Given
    channel.uploads(1);

    // When
    kafka.send(KafkaDoor.REQUESTS, "another key", request("plain", channel.video(0)));

    // Then
    JsonNode made = theImport();
    assertThat(made.get("requestId").asText()).isEqualTo("plain");
    assertThat(api.ended(made.get("id").asText()).get("status").asText()).isEqualTo("succeeded");
  }

  @Test
  void aBinaryCloudEventBecomesAnImportNamedByItsId() {
    // Given
    channel.uploads(1);
    ProducerRecord<byte[], byte[]> record = record(body(channel.video(0)));
    Map.of(
            "ce_specversion", "1.0",
            "ce_id", "event-1",
            "ce_source", "/tests",
            "ce_type", "import.requested",
            "content-type", "application/json; charset=utf-8")
        .forEach((name, value) -> record.headers().add(name, bytes(value)));

    // When
    kafka.send(record);

    // Then
    assertThat(theImport().get("requestId").asText()).isEqualTo("event-1");
  }

  @Test
  void aStructuredCloudEventBecomesAnImport() {
    // Given
    channel.uploads(1);
    ProducerRecord<byte[], byte[]> record =
        record(
            "{\"specversion\":\"1.0\",\"id\":\"event-2\",\"source\":\"/tests\","
                + "\"type\":\"import.requested\",\"datacontenttype\":\"application/json\","
                + "\"data\":"
                + request("named", channel.video(0))
                + "}");
    record.headers().add("content-type", bytes("application/cloudevents+json; charset=UTF-8"));

    // When
    kafka.send(record);

    // Then
    assertThat(theImport().get("requestId").asText()).as("the body's name").isEqualTo("named");
  }

  @Test
  void theOptionsOfARequestCount() {
    // Given
    channel.uploads(5);

    // When
    kafka.send(
        KafkaDoor.REQUESTS,
        user,
        "{\"requestId\":\"o\",\"userId\":\""
            + user
            + "\",\"target\":\""
            + channel.handle()
            + "\",\"options\":{\"maxVideos\":2,\"private\":false}}");

    // Then
    JsonNode ended = api.ended(theImport().get("id").asText());
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(2);
    assertThat(api.all("/v1/projects")).noneMatch(p -> p.get("private").asBoolean());
  }

  @Test
  void theSameRecordAHundredTimesIsOneImport() {
    // Given
    channel.uploads(1);
    int before = reelport.youTube().units();

    // When
    for (int n = 0; n < 100; n++) {
      kafka.send(KafkaDoor.REQUESTS, "key-" + n % 10, request("same", channel.video(0)));
    }
    kafka.send(KafkaDoor.REQUESTS, user, request("next", channel.video(0)));

    // Then
    Awaitility.await().until(() -> api.all("/v1/imports").size() == 2);
    api.all("/v1/imports").forEach(i -> api.ended(i.get("id").asText()));
    for (int n = 0; n < 10; n++) {
      kafka.send(KafkaDoor.REQUESTS, "key-" + n, request("last-" + n, channel.video(0)));
    }
    Awaitility.await().until(() -> api.all("/v1/imports").size() == 12);
    api.all("/v1/imports").forEach(i -> api.ended(i.get("id").asText()));
    assertThat(reelport.youTube().units() - before).as("a unit for the first").isEqualTo(1);
  }

  @Test
  void everyStepOfAnImportIsToldAsACloudEvent() {
    // Given
    channel.uploads(120);

    // When
    kafka.send(
        KafkaDoor.REQUESTS,
        user,
        "{\"requestId\":\"told\",\"userId\":\"" + user + "\",\"target\":\"" + channel.id() + "\"}");
    String id = theImport().get("id").asText();
    JsonNode ended = api.ended(id);

    // Then the events tell the whole story
    events.await(1, this::isFinished);
    List<JsonNode> told =
        events.await(1, this::isMine).stream()
            .peek(KafkaIntakeIT::assertCloudEvent)
            .map(KafkaIntakeIT::json)
            .toList();
    assertThat(told).extracting(event -> event.get("id").asText()).doesNotHaveDuplicates();
    List<JsonNode> imports = told.stream().filter(e -> type(e).startsWith("import.")).toList();
    assertThat(imports).allMatch(e -> e.get("subject").asText().equals(id));
    assertThat(imports).extracting(e -> e.at("/data/version").asInt()).isSorted();
    assertThat(type(imports.get(0))).isEqualTo("import.accepted");
    assertThat(imports.get(0).at("/data/status").asText()).isEqualTo("queued");
    assertThat(imports.subList(1, imports.size() - 1))
        .isNotEmpty()
        .allMatch(e -> type(e).equals("import.progressed"));
    JsonNode last = imports.get(imports.size() - 1);
    assertThat(type(last)).isEqualTo("import.finished");
    assertThat(last.get("data")).isEqualTo(ended);

    // And every project, as HTTP shows it
    Map<String, JsonNode> projects =
        api.all("/v1/projects").stream()
            .collect(Collectors.toMap(p -> p.get("id").asText(), p -> p));
    List<JsonNode> created = told.stream().filter(e -> type(e).equals("project.created")).toList();
    assertThat(created).hasSize(120);
    assertThat(created)
        .allSatisfy(
            e -> assertThat(e.get("data")).isEqualTo(projects.get(e.get("subject").asText())));
  }

  @Test
  void anImportThatWaitsIsToldToo() {
    // Given
    channel.uploads(1);
    reelport
        .youTube()
        .fail(FaultRule.onApi().naming(channel.video(0).id()).with(Faults.perMinute429()));

    // When
    kafka.send(KafkaDoor.REQUESTS, user, request("waits", channel.video(0)));

    // Then
    JsonNode waiting =
        json(events.await(1, r -> isMine(r) && type(json(r)).equals("import.waiting")).get(0));
    assertThat(waiting.at("/data/waiting/reason").asText()).isEqualTo("rate_limited");
    assertThat(Instant.parse(waiting.at("/data/waiting/resumesAt").asText()))
        .isAfter(Instant.now().minusSeconds(5));
    api.post("/v1/imports/" + waiting.get("subject").asText() + "/cancel", "");
  }

  private boolean isMine(ConsumerRecord<byte[], byte[]> record) {
    return user.equals(new String(record.key(), StandardCharsets.UTF_8));
  }

  private boolean isFinished(ConsumerRecord<byte[], byte[]> record) {
    return isMine(record) && type(json(record)).equals("import.finished");
  }

  private static void assertCloudEvent(ConsumerRecord<byte[], byte[]> record) {
    assertThat(KafkaDoor.header(record, "content-type")).startsWith("application/cloudevents+json");
    JsonNode event = json(record);
    assertThat(event.get("specversion").asText()).isEqualTo("1.0");
    assertThat(event.get("id").asText()).isNotBlank();
    assertThat(event.get("source").asText()).isNotBlank();
    assertThat(event.get("type").asText()).matches("dev\\.reelport\\.[a-z.]+\\.v1");
    assertThat(event.get("datacontenttype").asText()).isEqualTo("application/json");
    assertThat(Instant.parse(event.get("time").asText())).isBefore(Instant.now().plusSeconds(1));
    assertThat(event.get("data").get("id")).isEqualTo(event.get("subject"));
  }

  private static String type(JsonNode event) {
    return event.get("type").asText().replaceFirst("^dev\\.reelport\\.(.*)\\.v1$", "$1");
  }

  private JsonNode theImport() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> api.all("/v1/imports"), imports -> imports.size() == 1)
        .get(0);
  }

  private String request(String id, SimVideo video) {
    return "{\"requestId\":\"" + id + "\"," + body(video).substring(1);
  }

  private String body(SimVideo video) {
    return "{\"userId\":\"" + user + "\",\"target\":\"" + video.id() + "\"}";
  }

  private ProducerRecord<byte[], byte[]> record(String value) {
    return new ProducerRecord<>(KafkaDoor.REQUESTS, bytes(user), bytes(value));
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(KafkaDoor.text(record));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
