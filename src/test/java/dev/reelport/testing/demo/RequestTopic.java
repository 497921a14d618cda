package dev.reelport.testing.demo;

import dev.reelport.testing.stack.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes import requests as another service would, for people without a Kafka client. */
final class RequestTopic implements AutoCloseable {

  private static final int TIMEOUT_SECONDS = 20;

  private final KafkaProducer<String, byte[]> producer;

  RequestTopic(String bootstrap) {
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Publishes a body as it is and answers where it is now, once the broker has it. */
  String publish(String user, byte[] body) {
    try {
      RecordMetadata place =
          producer
              .send(new ProducerRecord<>(Topics.REQUESTS, user, body))
              .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return place.topic() + " partition " + place.partition() + " offset " + place.offset();
    } catch (ExecutionException | TimeoutException e) {
      throw new DemoFailedException("Kafka did not take the request: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("interrupted", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
