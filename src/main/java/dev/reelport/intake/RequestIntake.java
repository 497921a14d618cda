package dev.reelport.intake;

import dev.reelport.imports.ImportConflict;
import dev.reelport.imports.ImportView;
import dev.reelport.imports.Imports;
import dev.reelport.imports.InvalidRequestException;
import dev.reelport.platform.FieldLogger;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes requests from Kafka, one after the other. A record is acknowledged when its import is
 * durable or its dead letter is written, and tried until then: whatever is not known to be the
 * sender's fault is taken for ours and never thrown away.
 */
@ApplicationScoped
public class RequestIntake {

  private static final FieldLogger LOG = FieldLogger.of(RequestIntake.class);

  private final Imports imports;
  private final DeadLetters deadLetters;
  private final IntakeConfig config;

  @Inject
  RequestIntake(Imports imports, DeadLetters deadLetters, IntakeConfig config) {
    this.imports = imports;
    this.deadLetters = deadLetters;
    this.config = config;
  }

  /** Takes one record; the next one comes when this one is done with. */
  @Incoming("requests")
  public Uni<Void> take(Message<byte[]> message) {
    Executor here = contextOf(Vertx.currentContext());
    return patiently(accept(message), here, "request not accepted yet", message)
        .onItem()
        .transformToUni(accepted -> Uni.createFrom().completionStage(message::ack))
        .onFailure(PoisonException.class)
        .recoverWithUni(
            poison ->
                patiently(
                    deadLetters.bury(message, poison),
                    here,
                    "dead letter not written yet",
                    message));
  }

  private Uni<ImportView> accept(Message<byte[]> message) {
    return Uni.createFrom()
        .deferred(() -> imports.accept(RequestDecoder.decode(raw(message))))
        .onFailure(ImportConflict.class)
        .transform(e -> new PoisonException(DeadLetterReason.CONFLICT, e.getMessage()))
        .onFailure(InvalidRequestException.class)
        .transform(e -> new PoisonException(DeadLetterReason.INVALID_REQUEST, e.getMessage()));
  }

  /** Tries until it works or turns out to be poison. */
  private <T> Uni<T> patiently(
      Uni<T> work, Executor here, String trouble, Message<byte[]> message) {
    return work.runSubscriptionOn(here)
        .onFailure(RequestIntake::isOurs)
        .invoke(failure -> log(trouble, message, failure))
        .onFailure(RequestIntake::isOurs)
        .retry()
        .withBackOff(config.firstPause(), config.longestPause())
        .indefinitely();
  }

  private static boolean isOurs(Throwable failure) {
    return !(failure instanceof PoisonException);
  }

  private static void log(String trouble, Message<byte[]> message, Throwable failure) {
    IncomingKafkaRecordMetadata<?, ?> at = placeOf(message);
    LOG.warn(
        trouble,
        "topic",
        at.getTopic(),
        "partition",
        at.getPartition(),
        "offset",
        at.getOffset(),
        "failure",
        failure.getClass().getName());
  }

  private static RawRecord raw(Message<byte[]> message) {
    IncomingKafkaRecordMetadata<?, ?> record = placeOf(message);
    return new RawRecord((byte[]) record.getKey(), message.getPayload(), record.getHeaders());
  }

  static IncomingKafkaRecordMetadata<?, ?> placeOf(Message<byte[]> message) {
    return message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
  }

  /** Sessions of the database belong to the thread of a context, also when tried again. */
  private static Executor contextOf(Context context) {
    return context == null ? Runnable::run : task -> context.runOnContext(now -> task.run());
  }
}
