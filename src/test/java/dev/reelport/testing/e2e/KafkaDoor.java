package dev.reelport.testing.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** How other services meet Reelport: they write requests and read what comes of them. */
public final class KafkaDoor implements AutoCloseable {

  public static final String REQUESTS = "youtube.import.requests";
  public static final String STEPS = "youtube.import.steps";
  public static final String EVENTS = "youtube.import.events";
  public static final String DEAD_LETTERS = "youtube.import.requests.dlq";

  private final Map<String, Object> servers;
  private final KafkaProducer<byte[], byte[]> producer;

  public KafkaDoor(String bootstrapServers) {
    servers = Map.of("bootstrap.servers", bootstrapServers, "max.request.size", 2_097_152);
    producer = new KafkaProducer<>(servers, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Writes a record with this key and value, either of which may be null. */
  public void send(String topic, String key, String value) {
    send(new ProducerRecord<>(topic, bytes(key), bytes(value)));
  }

  /** Writes records with the key that belongs to each value, and waits until all are there. */
  public void sendAll(String topic, Map<String, String> valuesByKey) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    valuesByKey.forEach(
        (key, value) ->
            sent.add(producer.send(new ProducerRecord<>(topic, bytes(key), bytes(value)))));
    sent.forEach(KafkaDoor::result);
  }

  /** Writes a record and says where it is. */
  public RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
    return result(producer.send(record));
  }

  private static RecordMetadata result(Future<RecordMetadata> sent) {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Everything that is in the topic now, oldest first within a partition. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(servers, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  /** The records that match, once there are so many. */
  public List<ConsumerRecord<byte[], byte[]>> await(
      String topic, int count, Predicate<ConsumerRecord<byte[], byte[]>> which) {
    return Awaitility.await(topic)
        .atMost(Duration.ofMinutes(1))
        .until(() -> read(topic).stream().filter(which).toList(), found -> found.size() >= count);
  }

  /** A record's value as text. */
  public static String text(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8);
  }

  /** A header as text; null if the record has none of that name. */
  public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
