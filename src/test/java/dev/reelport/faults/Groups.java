package dev.reelport.faults;

import dev.reelport.testing.e2e.Reelport;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** Who shares the work of a topic, and how much of it is left. */
final class Groups implements AutoCloseable {

  static final String STEPS = "reelport-steps";
  static final String REQUESTS = "reelport-requests";

  private static final int PARTITIONS = 8;

  private final Admin admin;

  Groups(Reelport reelport) {
    admin = Admin.create(Map.of("bootstrap.servers", reelport.stack().kafka().bootstrap()));
  }

  /** Waits until so many consumers share all partitions. */
  void await(String group, int consumers) {
    Awaitility.await(group)
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> isShared(members(group), consumers));
  }

  /** Records that nobody has acknowledged, or not for long enough to be committed. */
  long lag(String group) {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
      return admin.listOffsets(latest).all().get().entrySet().stream()
          .mapToLong(end -> end.getValue().offset() - committed.get(end.getKey()).offset())
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Collection<MemberDescription> members(String group) throws Exception {
    return admin
        .describeConsumerGroups(List.of(group))
        .describedGroups()
        .get(group)
        .get()
        .members();
  }

  private static boolean isShared(Collection<MemberDescription> members, int consumers) {
    List<Integer> shares =
        members.stream().map(member -> member.assignment().topicPartitions().size()).toList();
    return shares.size() == consumers
        && !shares.contains(0)
        && shares.stream().mapToInt(Integer::intValue).sum() == PARTITIONS;
  }

  @Override
  public void close() {
    admin.close();
  }
}
