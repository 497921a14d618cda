package dev.reelport.intake;

import dev.reelport.platform.FieldLogger;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * Puts records that can never work aside. The connector copies key, value and headers, adds where
 * the record was and the reason's code ({@code dead-letter-reason}), and acknowledges the record
 * only when the copy is written.
 */
@Startup
@ApplicationScoped
class DeadLetters {

  /** The connector's header with the code. */
  static final String REASON = "dead-letter-reason";

  /** Our header with the text for people. */
  static final String DETAIL = "dead-letter-detail";

  /** What the headers begin with that a record has only as a dead letter. */
  static final String OURS = "dead-letter-";

  /** Where a record was as a dead letter before it was replayed. */
  static final String REPLAY_OF = "dead-letter-replay-of";

  private static final FieldLogger LOG = FieldLogger.of(DeadLetters.class);

  private final Map<DeadLetterReason, Counter> buried;

  DeadLetters(MeterRegistry registry) {
    // All are there from the start: the first one of its kind is a change, too.
    buried =
        Arrays.stream(DeadLetterReason.values())
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), reason -> counter(registry, reason)));
  }

  private static Counter counter(MeterRegistry registry, DeadLetterReason reason) {
    return Counter.builder("reelport.dead.letters")
        .description("Requests from Kafka that can never work")
        .tag("reason", reason.code())
        .register(registry);
  }

  /** Fails if the dead letter cannot be written; the record is then not acknowledged. */
  Uni<Void> bury(Message<byte[]> message, PoisonException poison) {
    Headers came = RecordPlace.recordOf(message).getHeaders();
    Metadata why =
        Metadata.of(
            OutgoingKafkaRecordMetadata.<byte[]>builder()
                .withHeaders(headers(came, poison))
                .build());
    return Uni.createFrom()
        .completionStage(() -> message.nack(poison, why))
        .invoke(() -> tell(message, poison.reason()));
  }

  private void tell(Message<byte[]> message, DeadLetterReason reason) {
    buried.get(reason).increment();
    LOG.warn("dead letter", RecordPlace.of(message).and("reason", reason.code()));
  }

  private static Headers headers(Headers came, PoisonException poison) {
    Headers headers = new RecordHeaders();
    headers.add(DETAIL, poison.detail().getBytes(StandardCharsets.UTF_8));
    // A dead letter that was sent again brings its old reason along, behind the connector's new
    // one; the last one counts.
    if (came.lastHeader(REASON) != null) {
      headers.add(REASON, poison.reason().code().getBytes(StandardCharsets.UTF_8));
    }
    return headers;
  }
}
