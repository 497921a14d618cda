package dev.reelport.intake;

import io.smallrye.faulttolerance.api.AsynchronousNonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/** Shows the requests that could not work, newest first. */
@ApplicationScoped
public class DeadLetterBox {

  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Comparator<Deque<DeadLetter>> NEWEST_FIRST =
      Comparator.comparing((Deque<DeadLetter> letters) -> letters.peek().timestamp())
          .reversed()
          .thenComparing(letters -> letters.peek().partition());

  private final DeadLetterTopic topic;
  private final InstantSource clock;

  DeadLetterBox(DeadLetterTopic topic, InstantSource clock) {
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * A part of the list.
   *
   * @param below where it goes on: below these offsets of these partitions; empty at its end
   */
  public record Part(List<DeadLetter> letters, Map<Integer, Long> below) {}

  /**
   * The dead letters below these offsets, newest first; those of one partition in their order.
   *
   * @param below of an earlier part; empty: from the newest on
   */
  @AsynchronousNonBlocking
  @Bulkhead(value = 2, waitingTaskQueue = 10)
  public Uni<Part> list(Map<Integer, Long> below, int limit) {
    return Uni.createFrom()
        .item(() -> read(below, limit))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private Part read(Map<Integer, Long> below, int limit) {
    try (Consumer<byte[], byte[]> consumer = topic.open()) {
      DeadLetterReader reader = new DeadLetterReader(consumer, clock, PATIENCE);
      Map<TopicPartition, OffsetRange> all = reader.ranges(topic.partitions(consumer));
      Map<TopicPartition, OffsetRange> windows = windows(all, below, limit);
      Map<TopicPartition, Deque<DeadLetter>> newest = new HashMap<>();
      windows.keySet().forEach(partition -> newest.put(partition, new ArrayDeque<>()));
      reader.read(
          windows,
          record -> {
            newest.get(topic.partition(record.partition())).push(DeadLetter.of(record));
            return true;
          });
      List<DeadLetter> letters = merge(newest.values(), limit);
      return new Part(letters, rest(all, windows, newest));
    }
  }

  private static Map<TopicPartition, OffsetRange> windows(
      Map<TopicPartition, OffsetRange> all, Map<Integer, Long> below, int limit) {
    Map<TopicPartition, OffsetRange> windows = new HashMap<>();
    all.forEach(
        (partition, range) -> {
          long end = below.isEmpty() ? range.to() : below.getOrDefault(partition.partition(), 0L);
          long to = Math.min(range.to(), end);
          windows.put(partition, new OffsetRange(Math.max(range.from(), to - limit), to));
        });
    return windows;
  }

  /** Takes what is shown from the fronts, where the newest of each partition are. */
  private static List<DeadLetter> merge(Iterable<Deque<DeadLetter>> newest, int limit) {
    List<DeadLetter> merged = new ArrayList<>();
    while (merged.size() < limit) {
      Deque<DeadLetter> next = null;
      for (Deque<DeadLetter> letters : newest) {
        if (!letters.isEmpty() && (next == null || NEWEST_FIRST.compare(letters, next) < 0)) {
          next = letters;
        }
      }
      if (next == null) {
        return merged;
      }
      merged.add(next.pop());
    }
    return merged;
  }

  private static Map<Integer, Long> rest(
      Map<TopicPartition, OffsetRange> all,
      Map<TopicPartition, OffsetRange> windows,
      Map<TopicPartition, Deque<DeadLetter>> left) {
    Map<Integer, Long> below = new TreeMap<>();
    windows.forEach(
        (partition, window) -> {
          DeadLetter next = left.get(partition).peek();
          long end = next == null ? window.from() : next.offset() + 1;
          if (end > all.get(partition).from()) {
            below.put(partition.partition(), end);
          }
        });
    return below;
  }
}
