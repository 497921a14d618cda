package dev.reelport.intake;

import dev.reelport.platform.FieldLogger;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * Puts records that can never work aside. The connector copies key, value and headers, adds where
 * the record was and the reason's code ({@code dead-letter-reason}), and acknowledges the record
 * only when the copy is written.
 */
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
        .invoke(
            () ->
                LOG.warn(
                    "dead letter", RecordPlace.of(message).and("reason", poison.reason().code())));
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
