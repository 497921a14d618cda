package dev.reelport.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelport.operations.OtlpCollector.Seen;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A request can be followed, in traces and in the log, from its door to YouTube and the stores. */
class TracesAndLogsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static OtlpCollector collector;
  private static Reelport reelport;

  private final String user = Reelport.newUser();
  private final String trace = UUID.randomUUID().toString().replace("-", "");
  private final String traceparent = "00-" + trace + "-00f067aa0ba902b7-01";

  @BeforeAll
  static void start() {
    collector = new OtlpCollector();
    reelport =
        Reelport.with(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                collector.uri().toString(),
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf",
                "REELPORT_LOG_FORMAT",
                "json"));
  }

  @AfterAll
  static void stop() {
    reelport.close();
    collector.close();
  }

  @Test
  void aRequestOverHttpIsOneTraceDownToYouTubeAndTheStores() {
    // Given a channel of two pages
    SimChannel channel = reelport.youTube().world().channel("traced").plain().uploads(60);
    ApiClient api = reelport.as(user);

    // When somebody who follows it asks for it
    JsonNode made =
        api.send(
                api.request("/v1/imports")
                    .header("traceparent", traceparent)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"target\":\"" + channel.id() + "\"}")))
            .json();
    JsonNode ended = api.ended(made.get("id").asText());

    // Then all of its way is in the trace
    Seen call = wholeWay(span -> span.kind() == SpanKind.SPAN_KIND_SERVER);
    assertThat(call.attributes().toString()).contains("/youtube/v3/");

    // And the log tells import and trace
    JsonNode finished = logged("import finished", made.get("id").asText());
    assertThat(finished.at("/fields/traceId").asText()).isEqualTo(trace);
    assertThat(finished.at("/fields/imported").asText()).isEqualTo("60");

    // And no span knows more than it has to
    assertThat(
            Stream.of(
                "simulator-key",
                "app-password",
                ended.get("title").asText(),
                user,
                reelport.tokens().token(user).substring(0, 40)))
        .noneMatch(secret -> collector.bodies().stream().anyMatch(body -> body.contains(secret)));
  }

  @Test
  void aRequestOverKafkaGoesOnInTheTraceOfItsRecord() {
    // Given
    SimChannel channel = reelport.youTube().world().channel("traced-too").plain().uploads(5);
    String request =
        "{\"requestId\":\"%s\",\"userId\":\"%s\",\"target\":\"%s\"}"
            .formatted(UUID.randomUUID(), user, channel.id());

    // When
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(KafkaDoor.REQUESTS, bytes(user), bytes(request));
      record.headers().add("traceparent", bytes(traceparent));
      kafka.send(record);

      // Then
      wholeWay(span -> isOf(span, KafkaDoor.REQUESTS, SpanKind.SPAN_KIND_CONSUMER));

      // And whoever reads the events can follow it, too
      assertThat(
              kafka.await(
                  KafkaDoor.EVENTS,
                  1,
                  event ->
                      user.equals(new String(event.key(), StandardCharsets.UTF_8))
                          && KafkaDoor.header(event, "traceparent") != null))
          .allSatisfy(event -> assertThat(KafkaDoor.header(event, "traceparent")).contains(trace));
    }
  }

  /** The call to YouTube of the trace, which is below a step that is below its door. */
  private Seen wholeWay(Predicate<Seen> door) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(call(door)).as(this::told).isPresent();
              assertThat(collector.spans(trace))
                  .as(this::told)
                  .anyMatch(span -> span.has("db.system", "redis"))
                  .anyMatch(span -> span.attributes().toString().contains("insert into outbox"));
            });
    return call(door).orElseThrow();
  }

  private Optional<Seen> call(Predicate<Seen> door) {
    return collector.spans(trace).stream()
        .filter(span -> span.kind() == SpanKind.SPAN_KIND_CLIENT)
        .filter(span -> span.attributes().toString().contains("/youtube/v3/"))
        .filter(span -> isBelow(span, TracesAndLogsIT::isStep))
        .filter(span -> isBelow(span, door))
        .findFirst();
  }

  private String told() {
    return collector.spans(trace).stream()
        .map(span -> span.id() + " below " + span.parent() + " " + span.kind() + " " + span.name())
        .collect(Collectors.joining("\n"));
  }

  private static boolean isStep(Seen span) {
    return isOf(span, KafkaDoor.STEPS, SpanKind.SPAN_KIND_CONSUMER);
  }

  private static boolean isOf(Seen span, String topic, SpanKind kind) {
    return span.kind() == kind && span.has("messaging.destination.name", topic);
  }

  private static boolean isBelow(Seen span, Predicate<Seen> what) {
    Optional<Seen> above = collector.span(span.parent());
    return above.isPresent() && (what.test(above.get()) || isBelow(above.get(), what));
  }

  @Test
  void everyLineOfTheLogIsJson() throws IOException {
    assertThat(lines())
        .isNotEmpty()
        .allSatisfy(
            line -> {
              JsonNode record = JSON.readTree(line);
              assertThat(record.get("timestamp").asText()).isNotEmpty();
              assertThat(record.get("level").asText()).isNotEmpty();
              assertThat(record.get("loggerName").asText()).isNotEmpty();
              assertThat(record.has("message")).isTrue();
              assertThat(record.get("fields").isObject()).isTrue();
            });
  }

  private static JsonNode logged(String message, String importId) {
    return Awaitility.await()
        .until(
            () ->
                lines().stream()
                    .map(TracesAndLogsIT::json)
                    .filter(record -> record.get("message").asText().equals(message))
                    .filter(record -> record.at("/fields/import").asText().equals(importId))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(reelport.service().log());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
