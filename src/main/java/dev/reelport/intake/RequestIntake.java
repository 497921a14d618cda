package dev.reelport.intake;

import dev.reelport.imports.ImportConflict;
import dev.reelport.imports.ImportView;
import dev.reelport.imports.Imports;
import dev.reelport.imports.InvalidRequestException;
import dev.reelport.platform.Drain;
import dev.reelport.platform.EventLoop;
import dev.reelport.platform.FieldLogger;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes requests from Kafka, one after the other. A record is acknowledged when its import is
 * durable or its dead letter is written, and tried until then: whatever is not known to be the
 * sender's fault is taken for ours and never thrown away. A service that ends finishes the record
 * it has and leaves the others to other instances.
 */
@ApplicationScoped
public class RequestIntake {

  private static final FieldLogger LOG = FieldLogger.of(RequestIntake.class);

  private final Imports imports;
  private final DeadLetters deadLetters;
  private final EventLoop loop;
  private final Drain drain;
  private final IntakeConfig config;

  @Inject
  RequestIntake(
      Imports imports, DeadLetters deadLetters, EventLoop loop, Drain drain, IntakeConfig config) {
    this.imports = imports;
    this.deadLetters = deadLetters;
    this.loop = loop;
    this.drain = drain;
    this.config = config;
  }

  /** Takes one record; the next one comes when this one is done with. */
  @Incoming("requests")
  public Uni<Void> take(Message<byte[]> message) {
    return drain
        .begin(() -> settle(message))
        .onFailure(failure -> drain.isStopping())
        // Neither acknowledged nor buried: the record is another instance's.
        .recoverWithUni(() -> Uni.createFrom().nothing());
  }

  private Uni<Void> settle(Message<byte[]> message) {
    return patiently(() -> accept(message), "request not accepted yet", message)
        .onItem()
        .transformToUni(accepted -> Uni.createFrom().completionStage(message::ack))
        .onFailure(PoisonException.class)
        .recoverWithUni(
            poison ->
                patiently(
                    () -> deadLetters.bury(message, poison),
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

  /** Tries until it works, turns out to be poison, or the service is about to end. */
  private <T> Uni<T> patiently(Supplier<Uni<T>> work, String trouble, Message<byte[]> message) {
    return loop.call(work)
        .onFailure(RequestIntake::isOurs)
        .invoke(failure -> log(trouble, message, failure))
        .onFailure(failure -> isOurs(failure) && !drain.isStopping())
        .retry()
        .withBackOff(config.firstPause(), config.longestPause())
        .indefinitely();
  }

  private static boolean isOurs(Throwable failure) {
    return !(failure instanceof PoisonException);
  }

  private static void log(String trouble, Message<byte[]> message, Throwable failure) {
    LOG.warn(trouble, RecordPlace.of(message).and("failure", failure.getClass().getName()));
  }

  private static RawRecord raw(Message<byte[]> message) {
    IncomingKafkaRecordMetadata<?, ?> record = RecordPlace.recordOf(message);
    return new RawRecord((byte[]) record.getKey(), message.getPayload(), record.getHeaders());
  }
}
