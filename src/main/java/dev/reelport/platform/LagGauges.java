package dev.reelport.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Shows how many records of a topic the group of all instances has not done yet, as the broker
 * knows it. A consumer's own lag is no measure of that: it stands still while the consumer pauses.
 */
@ApplicationScoped
class LagGauges {

  private static final int MILLIS = 5_000;

  private final Admin admin;
  private final List<Group> groups;

  /** A group, the one topic it reads, and what is shown of it. */
  private record Group(String id, String topic, Reading lag) {}

  LagGauges(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      @ConfigProperty(name = "mp.messaging.incoming.requests.group.id") String requestsGroup,
      @ConfigProperty(name = "mp.messaging.incoming.requests.topic") String requests,
      @ConfigProperty(name = "mp.messaging.incoming.steps.group.id") String stepsGroup,
      @ConfigProperty(name = "mp.messaging.incoming.steps.topic") String steps,
      MeterRegistry registry) {
    Map<String, Object> settings = new HashMap<>(broker);
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "lag");
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, MILLIS);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, MILLIS);
    admin = Admin.create(settings);
    groups =
        List.of(
            new Group(requestsGroup, requests, reading(registry, requests)),
            new Group(stepsGroup, steps, reading(registry, steps)));
  }

  private static Reading reading(MeterRegistry registry, String topic) {
    return Reading.of(
        registry,
        "reelport.kafka.lag",
        "Records that the group of all instances has not done yet, as the broker knows it",
        Tags.of("topic", topic));
  }

  @Scheduled(
      every = "${reelport.metrics.every:15s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    List<Uni<Void>> looks = groups.stream().map(this::look).toList();
    return TimerRun.of("lag gauges", Uni.join().all(looks).andFailFast());
  }

  private Uni<Void> look(Group group) {
    return partitions(group.topic())
        .chain(
            partitions ->
                Uni.combine()
                    .all()
                    .unis(
                        done(group.id()),
                        offsets(partitions, OffsetSpec.earliest()),
                        offsets(partitions, OffsetSpec.latest()))
                    .with(LagGauges::lag))
        .onItem()
        .invoke(lag -> group.lag().is(lag))
        .onFailure()
        .invoke(() -> group.lag().isUnknown())
        .replaceWithVoid();
  }

  private static long lag(
      Map<TopicPartition, OffsetAndMetadata> done,
      Map<TopicPartition, ListOffsetsResultInfo> first,
      Map<TopicPartition, ListOffsetsResultInfo> end) {
    return end.keySet().stream()
        .mapToLong(
            partition -> {
              OffsetAndMetadata committed = done.get(partition);
              long oldest = first.get(partition).offset();
              // What retention has taken away is nobody's work any more.
              long next = committed == null ? oldest : Math.max(committed.offset(), oldest);
              return Math.max(0, end.get(partition).offset() - next);
            })
        .sum();
  }

  private Uni<List<TopicPartition>> partitions(String topic) {
    return uni(admin.describeTopics(List.of(topic)).allTopicNames())
        .map(
            topics ->
                topics.get(topic).partitions().stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList());
  }

  private Uni<Map<TopicPartition, OffsetAndMetadata>> done(String group) {
    return uni(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
  }

  private Uni<Map<TopicPartition, ListOffsetsResultInfo>> offsets(
      List<TopicPartition> partitions, OffsetSpec which) {
    return uni(
        admin
            .listOffsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), p -> which)))
            .all());
  }

  private static <T> Uni<T> uni(KafkaFuture<T> future) {
    return Uni.createFrom().completionStage(future.toCompletionStage());
  }

  @PreDestroy
  void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
