package dev.reelport.intake;

import dev.reelport.platform.FieldLogger;
import io.smallrye.faulttolerance.api.AsynchronousNonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/**
 * Puts dead letters back among the requests, as they came first. The request id makes repeats
 * harmless: what was accepted before is the same import, what still cannot work comes back as a new
 * dead letter. The old one stays where it is until the broker forgets it.
 */
@ApplicationScoped
public class Replays {

  /** Most letters that are put back, and most that are looked at, in one go. */
  static final int MOST_REPLAYED = 500;

  static final int MOST_READ = 20_000;

  private static final FieldLogger LOG = FieldLogger.of(Replays.class);
  private static final Duration ENOUGH = Duration.ofSeconds(10);

  private final DeadLetterTopic topic;
  private final InstantSource clock;

  Replays(DeadLetterTopic topic, InstantSource clock) {
    this.topic = topic;
    this.clock = clock;
  }

  /** A dead letter's place in its topic. */
  public record Place(int partition, long offset) {}

  /**
   * What was done.
   *
   * @param left what is still to be looked at, by partition; empty: nothing
   */
  public record Done(int replayed, Map<Integer, OffsetRange> left) {}

  /** Replays these letters; fails with {@link NoSuchDeadLetterException} and replays none. */
  @AsynchronousNonBlocking
  @Bulkhead(value = 2, waitingTaskQueue = 10)
  public Uni<Done> replay(List<Place> places) {
    return onWorker(() -> replayThese(places));
  }

  /**
   * Replays the letters with this reason, oldest first within a partition, as many as are done in
   * some seconds.
   *
   * @param left of an earlier call; empty: all that are there now. What comes back as a new dead
   *     letter meanwhile is not among them, so repeating this ends.
   */
  @AsynchronousNonBlocking
  @Bulkhead(value = 2, waitingTaskQueue = 10)
  public Uni<Done> replay(DeadLetterReason reason, Map<Integer, OffsetRange> left) {
    return onWorker(() -> replayAll(reason, left));
  }

  private static Uni<Done> onWorker(Supplier<Done> work) {
    return Uni.createFrom()
        .item(work)
        .invoke(done -> LOG.info("dead letters replayed", "records", done.replayed()))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private Done replayThese(List<Place> places) {
    try (Consumer<byte[], byte[]> consumer = topic.open();
        Replay replay = new Replay(topic)) {
      DeadLetterReader reader = new DeadLetterReader(consumer, clock, DeadLetterBox.PATIENCE);
      Map<TopicPartition, OffsetRange> all = reader.ranges(topic.partitions(consumer));
      for (Place place : places) {
        OffsetRange range = all.get(topic.partition(place.partition()));
        if (range == null || !range.has(place.offset())) {
          throw new NoSuchDeadLetterException(place);
        }
      }
      for (Place place : places) {
        OffsetRange one = new OffsetRange(place.offset(), place.offset() + 1);
        reader.read(Map.of(topic.partition(place.partition()), one), replay::add);
      }
      return new Done(replay.sent(), Map.of());
    }
  }

  private Done replayAll(DeadLetterReason reason, Map<Integer, OffsetRange> left) {
    try (Consumer<byte[], byte[]> consumer = topic.open();
        Replay replay = new Replay(topic)) {
      DeadLetterReader reader = new DeadLetterReader(consumer, clock, DeadLetterBox.PATIENCE);
      Map<TopicPartition, OffsetRange> ranges = reader.ranges(topic.partitions(consumer));
      if (!left.isEmpty()) {
        ranges.replaceAll((partition, range) -> rest(range, left.get(partition.partition())));
      }
      Progress progress = new Progress(ranges, clock.instant().plus(ENOUGH));
      reader.read(
          ranges,
          record -> {
            if (reason.code().equals(DeadLetter.header(record, DeadLetters.REASON))) {
              replay.add(record);
            }
            return progress.wantsMore(record, replay.added());
          });
      return new Done(replay.sent(), progress.left());
    }
  }

  /** What is left of a range, of which the broker may have forgotten a part meanwhile. */
  private static OffsetRange rest(OffsetRange now, OffsetRange left) {
    return left == null
        ? new OffsetRange(now.to(), now.to())
        : new OffsetRange(Math.max(now.from(), left.from()), Math.min(now.to(), left.to()));
  }

  /** How far the partitions are read. */
  private final class Progress {
    private final Map<TopicPartition, OffsetRange> left;
    private final Instant enough;
    private int read;

    Progress(Map<TopicPartition, OffsetRange> ranges, Instant enough) {
      left = new HashMap<>(ranges);
      this.enough = enough;
    }

    boolean wantsMore(ConsumerRecord<byte[], byte[]> record, int replayed) {
      read++;
      left.computeIfPresent(
          topic.partition(record.partition()),
          (partition, range) -> new OffsetRange(record.offset() + 1, range.to()));
      return replayed < MOST_REPLAYED && read < MOST_READ && clock.instant().isBefore(enough);
    }

    Map<Integer, OffsetRange> left() {
      Map<Integer, OffsetRange> byNumber = new TreeMap<>();
      left.forEach(
          (partition, range) -> {
            if (!range.isEmpty()) {
              byNumber.put(partition.partition(), range);
            }
          });
      return byNumber;
    }
  }
}
