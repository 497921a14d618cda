package dev.reelport.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads a range of each partition, within a time. */
final class DeadLetterReader {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final InstantSource clock;
  private final Instant deadline;

  DeadLetterReader(Consumer<byte[], byte[]> consumer, InstantSource clock, Duration patience) {
    this.consumer = consumer;
    this.clock = clock;
    deadline = clock.instant().plus(patience);
  }

  /** What the partitions hold now. */
  Map<TopicPartition, OffsetRange> ranges(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
    consumer
        .beginningOffsets(partitions)
        .forEach(
            (partition, from) -> ranges.put(partition, new OffsetRange(from, ends.get(partition))));
    return ranges;
  }

  /**
   * Shows the records of these ranges, in the order of their partition, as long as they are wanted.
   *
   * @throws TimeoutException if the broker is too slow
   */
  void read(
      Map<TopicPartition, OffsetRange> ranges,
      Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
    Map<TopicPartition, OffsetRange> left = new HashMap<>(ranges);
    left.values().removeIf(OffsetRange::isEmpty);
    consumer.assign(left.keySet());
    left.forEach((partition, range) -> consumer.seek(partition, range.from()));
    while (!left.isEmpty()) {
      requireTime();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        OffsetRange range = left.get(new TopicPartition(record.topic(), record.partition()));
        if (range != null && range.has(record.offset()) && !wantsMore.test(record)) {
          return;
        }
      }
      left.entrySet().removeIf(range -> consumer.position(range.getKey()) >= range.getValue().to());
      consumer.assign(left.keySet());
    }
  }

  private void requireTime() {
    if (clock.instant().isAfter(deadline)) {
      throw new TimeoutException("dead letters could not be read in time");
    }
  }
}
