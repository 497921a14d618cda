package dev.reelport.intake;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Opens the topic of dead letters for a single look, without a group and without a trace, and the
 * topic they came from.
 */
@ApplicationScoped
class DeadLetterTopic {

  /** How long the broker may take for one answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Bytes taken from the broker at a time; a record may be larger. */
  private static final int FETCHED = 4 * 1024 * 1024;

  private static final int MOST_RECORDS = 50;

  private final Map<String, Object> broker;
  private final String topic;
  private final String requests;

  DeadLetterTopic(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      @ConfigProperty(name = "mp.messaging.incoming.requests.dead-letter-queue.topic") String topic,
      @ConfigProperty(name = "mp.messaging.incoming.requests.topic") String requests) {
    this.broker = broker;
    this.topic = topic;
    this.requests = requests;
  }

  /** The topic that dead letters came from, and go back to. */
  String requests() {
    return requests;
  }

  TopicPartition partition(int number) {
    return new TopicPartition(topic, number);
  }

  /** All partitions there are. */
  List<TopicPartition> partitions(Consumer<?, ?> consumer) {
    return consumer.partitionsFor(topic).stream().map(info -> partition(info.partition())).toList();
  }

  /** A consumer to be closed by the caller, on a thread that may block. */
  Consumer<byte[], byte[]> open() {
    Map<String, Object> settings = new HashMap<>(broker);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A producer to be closed by the caller, on a thread that may block. */
  Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(broker);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.multipliedBy(2).toMillis());
    // A record at the broker's size limit stays below it, although it gets a header.
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
