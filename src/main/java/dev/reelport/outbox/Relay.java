package dev.reelport.outbox;

import dev.reelport.outbox.Outbox.Batch;
import dev.reelport.platform.Drain;
import dev.reelport.platform.EventLoop;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.TimerRun;
import dev.reelport.platform.Trace;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Publishes what the outbox holds: at once after the commit, from memory; what a process left
 * behind, by a sweep. A record may be published twice, never not at all, and not before an older
 * one of its key that this instance left behind.
 */
@ApplicationScoped
public class Relay {

  private static final FieldLogger LOG = FieldLogger.of(Relay.class);

  private final Outbox outbox;
  private final OutboxConfig config;
  private final InstantSource clock;
  private final EventLoop loop;
  private final Drain drain;
  private final Sessions sessions;
  private final MutinyEmitter<String> emitter;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final KeyOrder order = new KeyOrder();

  Relay(
      Outbox outbox,
      OutboxConfig config,
      InstantSource clock,
      EventLoop loop,
      Drain drain,
      Sessions sessions,
      // Bounded by mostInFlight.
      @Channel("outbox") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<String> emitter) {
    this.outbox = outbox;
    this.config = config;
    this.clock = clock;
    this.loop = loop;
    this.drain = drain;
    this.sessions = sessions;
    this.emitter = emitter;
  }

  /** Publishes records whose transaction has committed. What fails is left to the sweep. */
  public void publish(Batch batch) {
    int size = batch.records().size();
    if (size == 0) {
      return;
    }
    Set<String> keys = batch.keys();
    if (inFlight.get() + size > config.mostInFlight()) {
      order.leaveBehind(keys);
      return;
    }
    inFlight.addAndGet(size);
    drain
        .hold(() -> order.inTurn(keys, () -> publish(batch, keys)))
        .eventually(() -> inFlight.addAndGet(-size))
        .subscribe()
        .with(
            done -> {},
            failure ->
                LOG.warn(
                    "outbox records left behind",
                    "records",
                    size,
                    "cause",
                    failure.getClass().getSimpleName()));
  }

  /**
   * Nobody knows whether a transaction with records of this key has committed: what comes next of
   * the key is not published before the sweep has looked.
   */
  public void doubt(String key) {
    order.leaveBehind(Set.of(key));
  }

  private Uni<Void> publish(Batch batch, Set<String> keys) {
    return order.mayBeBehind(keys)
        ? loop.call(() -> sessions.ofWorker(session -> outbox.hasOlder(session, batch)))
            .chain(older -> older ? Uni.createFrom().voidItem() : caughtUp(batch, keys))
        : sendAndDelete(batch);
  }

  private Uni<Void> caughtUp(Batch batch, Set<String> keys) {
    order.caughtUp(keys);
    return sendAndDelete(batch);
  }

  private Uni<Void> sendAndDelete(Batch batch) {
    return send(batch.records()).chain(() -> loop.call(() -> delete(batch)));
  }

  private Uni<Void> delete(Batch batch) {
    return sessions.ofWorker(session -> outbox.delete(session, batch.ids()));
  }

  @Scheduled(
      every = "${reelport.outbox.sweep-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return TimerRun.of(
        "outbox sweep",
        drain
            .hold(this::sweepOnce)
            .repeat()
            .until(published -> published < config.sweepBatch() || drain.isStopping())
            .collect()
            .last());
  }

  private Uni<Integer> sweepOnce() {
    return loop.call(
        () ->
            sessions.ofWorker(
                session ->
                    outbox
                        .claim(
                            session,
                            clock.instant().minus(config.leftBehindAfter()),
                            config.sweepBatch())
                        .call(batch -> republish(session, batch))
                        .map(batch -> batch.ids().size())));
  }

  private Uni<Void> republish(Mutiny.Session session, Batch batch) {
    Executor sessionsThread = EventLoop.current();
    return batch.ids().isEmpty()
        ? Uni.createFrom().voidItem()
        : send(batch.records())
            .emitOn(sessionsThread)
            .chain(() -> outbox.delete(session, batch.ids()));
  }

  // Subscribed in order, so records of one key reach their partition in order.
  private Uni<Void> send(List<OutboxRecord> records) {
    List<Uni<Void>> sends =
        IntStream.range(0, records.size()).mapToObj(at -> send(records.get(at))).toList();
    return Uni.join().all(sends).andCollectFailures().replaceWithVoid();
  }

  private Uni<Void> send(OutboxRecord record) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("content-type", record.contentType().getBytes(StandardCharsets.UTF_8));
    Message<String> message =
        Message.of(record.value())
            .addMetadata(
                OutgoingKafkaRecordMetadata.<String>builder()
                    .withTopic(record.topic())
                    .withKey(record.key())
                    .withHeaders(headers)
                    .build());
    return emitter.sendMessage(
        record.traceparent() == null
            ? message
            : message.addMetadata(TracingMetadata.withCurrent(Trace.of(record.traceparent()))));
  }
}
