package dev.reelport.testing.e2e;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** The service's consumer groups as the broker sees them. */
public final class ConsumerGroups implements AutoCloseable {

  public static final String STEPS = "reelport-steps";
  public static final String REQUESTS = "reelport-requests";

  private static final Map<String, String> TOPICS =
      Map.of(STEPS, KafkaDoor.STEPS, REQUESTS, KafkaDoor.REQUESTS);

  private final Admin admin;

  public ConsumerGroups(String bootstrapServers) {
    admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", 5_000,
                "default.api.timeout.ms", 10_000));
  }

  /** How many records the group has not done with, over all partitions. */
  public long lag(String group) {
    Map<TopicPartition, Long> committed = committed(group);
    return ends(group).entrySet().stream()
        .mapToLong(end -> end.getValue() - committed.getOrDefault(end.getKey(), 0L))
        .sum();
  }

  /** What the group has done with: how many records of each partition. */
  public Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, Long> committed = new HashMap<>();
    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                committed.put(partition, offset.offset());
              }
            });
    return committed;
  }

  /** The group's state and members. */
  public ConsumerGroupDescription describe(String group) {
    return get(admin.describeConsumerGroups(List.of(group)).describedGroups().get(group));
  }

  /** How many members have partitions. */
  public long working(String group) {
    return describe(group).members().stream()
        .filter(member -> !member.assignment().topicPartitions().isEmpty())
        .count();
  }

  /** Waits until so many consumers share all partitions of the group's topic. */
  public void await(String group, int consumers) {
    int partitions = ends(group).size();
    Awaitility.await(group)
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> isShared(describe(group).members(), consumers, partitions));
  }

  private static boolean isShared(
      Collection<MemberDescription> members, int consumers, int partitions) {
    List<Integer> shares =
        members.stream().map(member -> member.assignment().topicPartitions().size()).toList();
    return shares.size() == consumers
        && !shares.contains(0)
        && shares.stream().mapToInt(Integer::intValue).sum() == partitions;
  }

  private Map<TopicPartition, Long> ends(String group) {
    String topic = TOPICS.get(group);
    int partitions =
        get(admin.describeTopics(List.of(topic)).topicNameValues().get(topic)).partitions().size();
    Map<TopicPartition, OffsetSpec> latest =
        IntStream.range(0, partitions)
            .boxed()
            .collect(Collectors.toMap(n -> new TopicPartition(topic, n), n -> OffsetSpec.latest()));
    return get(admin.listOffsets(latest).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get(15, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
