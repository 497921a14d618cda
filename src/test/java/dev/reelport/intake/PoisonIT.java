package dev.reelport.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.faults.FaultTest;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that can never work: aside as they came, with the reason, and nobody waits for them. */
class PoisonIT {

  private static final int PARTITION = 5;

  private final Reelport reelport = Reelport.shared();
  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);
  private final String bootstrap = reelport.stack().kafka().bootstrap();
  private final KafkaDoor kafka = new KafkaDoor(bootstrap);
  private int sent;
  private final TopicTail dead = new TopicTail(bootstrap, KafkaDoor.DEAD_LETTERS);

  /** A record, and why it is poison; key and value have a character for each byte. */
  private record Poison(String reason, String key, String value, Map<String, String> headers) {}

  @AfterEach
  void close() {
    dead.close();
    kafka.close();
  }

  @Test
  @FaultTest(number = 18, promise = "dead letter with its reason; its neighbour waits < 1 s")
  void everyKindOfPoisonGoesAsideAndTheGoodRecordBehindItIsNotDelayed() {
    // Given a request whose name is taken, and how long a good record takes
    Duration usual = timeOf("first");
    List<Poison> poisons = poisons();

    // When
    poisons.forEach(this::send);
    Duration behind = timeOf("second");

    // Then
    assertThat(behind).isLessThan(usual.plusSeconds(1));
    List<ConsumerRecord<byte[], byte[]>> letters =
        dead.await(poisons.size(), r -> KafkaDoor.header(r, "test") != null);
    assertThat(letters).hasSize(poisons.size());
    for (int n = 0; n < poisons.size(); n++) {
      String number = String.valueOf(n);
      ConsumerRecord<byte[], byte[]> letter =
          letters.stream()
              .filter(r -> number.equals(KafkaDoor.header(r, "test")))
              .findFirst()
              .orElseThrow();
      assertLetter(letter, poisons.get(n));
    }
    assertThat(api.all("/v1/imports")).as("of the good records alone").hasSize(2);
  }

  private static void assertLetter(ConsumerRecord<byte[], byte[]> letter, Poison poison) {
    String what = shown(poison.value());
    assertThat(letter.key()).as(what).isEqualTo(bytes(poison.key()));
    assertThat(Arrays.equals(letter.value(), bytes(poison.value()))).as(what).isTrue();
    assertThat(KafkaDoor.header(letter, "dead-letter-reason")).as(what).isEqualTo(poison.reason());
    assertThat(KafkaDoor.header(letter, "dead-letter-detail")).as(what).isNotBlank();
    assertThat(KafkaDoor.header(letter, "dead-letter-topic")).isEqualTo(KafkaDoor.REQUESTS);
    assertThat(KafkaDoor.header(letter, "dead-letter-partition"))
        .isEqualTo(String.valueOf(PARTITION));
    assertThat(KafkaDoor.header(letter, "dead-letter-offset")).matches("[0-9]+");
    poison
        .headers()
        .forEach((name, value) -> assertThat(KafkaDoor.header(letter, name)).isEqualTo(value));
  }

  private List<Poison> poisons() {
    List<Poison> poisons = new ArrayList<>();
    poisons.add(new Poison("tombstone", "k", null, Map.of()));
    poisons.add(new Poison("missing_key", null, good("x"), Map.of()));
    poisons.add(new Poison("too_large", "k", large(64 * 1024 + 1), Map.of()));
    poisons.add(new Poison("too_large", "k", large(1_000_000), Map.of()));
    poisons.add(new Poison("too_large", "k", large(1_048_000), Map.of()));
    poisons.add(new Poison("invalid_json", "\u00ff\u0000", "\u00fe", Map.of()));
    for (String broken : List.of("", "{", "nonsense", good("x") + "}", "[".repeat(9_000))) {
      poisons.add(new Poison("invalid_json", "k", broken, Map.of()));
    }
    for (String wrong :
        List.of(
            "[]",
            "7",
            "{}",
            "{\"requestId\":\"x\",\"target\":\"AAAAAAAAAAA\"}",
            "{\"userId\":\"" + user + "\",\"target\":\"AAAAAAAAAAA\"}",
            "{\"userId\":\"" + user + "\",\"requestId\":\"x\"}",
            good("x").replace("\"requestId\"", "\"unknown\":1,\"requestId\""),
            good("x").replace("\"AAAAAAAAAAA\"", "5"),
            good("x").replace("\"AAAAAAAAAAA\"", "[\"AAAAAAAAAAA\"]"),
            good("x").replace("\"" + user + "\"", "7"),
            good("x").replace("\"" + user + "\"", "\"\""),
            good(""),
            good("x".repeat(256)),
            good("x").replace("}", ",\"options\":{\"maxVideos\":0}}"),
            good("x").replace("}", ",\"options\":{\"x\":0}}"),
            good("x").replace("}", ",\"options\":[]}"))) {
      poisons.add(new Poison("invalid_request", user, wrong, Map.of()));
    }
    poisons.add(
        new Poison(
            "invalid_target",
            user,
            good("x").replace("AAAAAAAAAAA", "https://example.com"),
            Map.of()));
    poisons.add(new Poison("conflict", user, good("first").replace("AAAA", "BBBB"), Map.of()));
    poisons.add(
        new Poison(
            "unsupported_version", user, good("x"), Map.of("ce_specversion", "2.0", "ce_id", "x")));
    poisons.add(
        new Poison(
            "unsupported_version",
            user,
            "{\"specversion\":\"0.3\",\"id\":\"x\",\"data\":" + good("x") + "}",
            Map.of("content-type", "application/cloudevents+json")));
    poisons.add(
        new Poison(
            "unsupported_content_type",
            user,
            "<xml/>",
            Map.of("ce_specversion", "1.0", "ce_id", "x", "content-type", "text/xml")));
    return poisons;
  }

  private void send(Poison poison) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            KafkaDoor.REQUESTS, PARTITION, bytes(poison.key()), bytes(poison.value()));
    poison.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
    record.headers().add("test", bytes(String.valueOf(sent++)));
    kafka.send(record);
  }

  /** How long it takes until the request of this name is an import. */
  private Duration timeOf(String name) {
    Instant before = Instant.now();
    kafka.send(new ProducerRecord<>(KafkaDoor.REQUESTS, PARTITION, bytes(user), bytes(good(name))));
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                api.all("/v1/imports").stream()
                    .anyMatch(i -> i.path("requestId").asText().equals(name)));
    return Duration.between(before, Instant.now());
  }

  private String good(String requestId) {
    return "{\"requestId\":\""
        + requestId
        + "\",\"userId\":\""
        + user
        + "\",\"target\":\"AAAAAAAAAAA\"}";
  }

  private String large(int bytes) {
    String good = good("x");
    return good + " ".repeat(bytes - good.length());
  }

  private static String shown(String value) {
    return value == null || value.length() < 200 ? value : value.substring(0, 200);
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
