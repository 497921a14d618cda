package dev.reelport.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelport.imports.FakeImports;
import dev.reelport.platform.Drain;
import dev.reelport.platform.Endings;
import dev.reelport.platform.EventLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RequestIntakeTest {

  private static final String GOOD =
      "{\"requestId\":\"r1\",\"userId\":\"alice\",\"target\":\"dQw4w9WgXcQ\"}";
  private static final String SAME_ID_OTHER_TARGET = GOOD.replace("dQw4w9WgXcQ", "9bZkp7q19f0");

  private static final Vertx VERTX = Vertx.vertx();

  private final Drain drain = Endings.drainWithin(Duration.ofSeconds(5));
  private final FakeImports imports = new FakeImports();
  private final RequestIntake intake =
      new RequestIntake(
          imports,
          new DeadLetters(new SimpleMeterRegistry()),
          new EventLoop(VERTX),
          drain,
          new Impatient());

  /** What became of the record: ack, or the headers of its dead letter. */
  private final List<String> fate = new CopyOnWriteArrayList<>();

  private final AtomicInteger brokenDeadLetters = new AtomicInteger();

  private record Impatient() implements IntakeConfig {
    @Override
    public Duration firstPause() {
      return Duration.ofMillis(1);
    }

    @Override
    public Duration longestPause() {
      return Duration.ofMillis(5);
    }
  }

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aRecordIsAcknowledgedWhenItsImportIsStored() {
    intake.take(message(GOOD)).await().atMost(Duration.ofSeconds(5));

    assertThat(fate).containsExactly("ack");
  }

  @Test
  void aStoreThatIsAwayDelaysARecordAndLosesNothing() {
    // Given
    AtomicInteger tries = new AtomicInteger();
    imports.failWith(
        Optional.of(
            () -> {
              tries.incrementAndGet();
              return new IllegalStateException(new ConnectException("away"));
            }));

    // When
    CompletableFuture<Void> done = intake.take(message(GOOD)).subscribeAsCompletionStage();
    await().untilAsserted(() -> assertThat(tries).hasValueGreaterThan(5));

    // Then
    assertThat(fate).isEmpty();
    imports.failWith(Optional.empty());
    await().until(done::isDone);
    assertThat(fate).containsExactly("ack");
  }

  @Test
  void poisonGoesAsideWithItsReason() {
    intake.take(message("{")).await().atMost(Duration.ofSeconds(5));

    assertThat(fate).hasSize(1);
    assertThat(fate.get(0)).startsWith("invalid_json|The body is not valid JSON");
  }

  @Test
  void anotherTargetUnderTheSameIdIsAConflict() {
    intake.take(message(GOOD)).await().atMost(Duration.ofSeconds(5));
    intake.take(message(SAME_ID_OTHER_TARGET)).await().atMost(Duration.ofSeconds(5));

    assertThat(fate).hasSize(2);
    assertThat(fate.get(1)).startsWith("conflict|");
  }

  @Test
  void aDeadLetterThatCannotBeWrittenIsTriedAgainAndTheRecordIsNotAcknowledged() {
    // Given
    brokenDeadLetters.set(3);

    // When
    intake.take(message("{")).await().atMost(Duration.ofSeconds(5));

    // Then
    assertThat(brokenDeadLetters).hasValue(0);
    assertThat(fate).hasSize(1).noneMatch("ack"::equals);
  }

  @Test
  void aServiceThatEndsLeavesFurtherRecordsToOthers() {
    // Given
    Endings.toldToEnd(drain);

    // When
    CompletableFuture<Void> done = intake.take(message(GOOD)).subscribeAsCompletionStage();

    // Then
    Endings.ended(drain);
    assertThat(done).isNotDone();
    assertThat(fate).isEmpty();
  }

  @Test
  void aServiceThatEndsDoesNotWaitForAStoreThatIsAway() {
    // Given
    imports.failWith(Optional.of(() -> new IllegalStateException(new ConnectException("away"))));
    CompletableFuture<Void> done = intake.take(message(GOOD)).subscribeAsCompletionStage();

    // When
    Endings.toldToEnd(drain);
    Endings.ended(drain);

    // Then
    assertThat(done).isNotDone();
    assertThat(fate).isEmpty();
  }

  private Message<byte[]> message(String value) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("youtube.import.requests", 0, 7, bytes("alice"), bytes(value));
    return Message.of(
        record.value(),
        Metadata.of(new IncomingKafkaRecordMetadata<>(record, "requests")),
        metadata -> {
          fate.add("ack");
          return CompletableFuture.completedFuture(null);
        },
        this::bury);
  }

  private CompletionStage<Void> bury(Throwable reason, Metadata metadata) {
    if (brokenDeadLetters.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      return CompletableFuture.failedFuture(new IllegalStateException("broker away"));
    }
    OutgoingKafkaRecordMetadata<?> why =
        metadata.get(OutgoingKafkaRecordMetadata.class).orElseThrow();
    byte[] detail = why.getHeaders().lastHeader(DeadLetters.DETAIL).value();
    fate.add(reason.getMessage() + "|" + new String(detail, StandardCharsets.UTF_8));
    return CompletableFuture.completedFuture(null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
