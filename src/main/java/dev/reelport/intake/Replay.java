package dev.reelport.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Records on their way back to the requests. */
final class Replay implements AutoCloseable {

  private final String requests;
  private final Producer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sends = new ArrayList<>();

  Replay(DeadLetterTopic topic) {
    requests = topic.requests();
    producer = topic.producer();
  }

  /** Sends the record as it came first; always true, for more are welcome. */
  boolean add(ConsumerRecord<byte[], byte[]> letter) {
    sends.add(producer.send(asItCame(requests, letter)));
    return true;
  }

  /** How many are on their way. */
  int added() {
    return sends.size();
  }

  /** How many the broker has, which are all; fails if one did not get there. */
  int sent() {
    producer.flush();
    for (Future<RecordMetadata> send : sends) {
      try {
        send.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException(e);
      }
    }
    return sends.size();
  }

  /** Key, value and headers of the request, and the place it was at as a dead letter. */
  static ProducerRecord<byte[], byte[]> asItCame(
      String topic, ConsumerRecord<byte[], byte[]> letter) {
    RecordHeaders headers = new RecordHeaders();
    letter
        .headers()
        .forEach(
            header -> {
              if (!header.key().startsWith(DeadLetters.OURS)) {
                headers.add(header);
              }
            });
    String place = letter.partition() + ":" + letter.offset();
    headers.add(DeadLetters.REPLAY_OF, place.getBytes(StandardCharsets.US_ASCII));
    return new ProducerRecord<>(topic, null, letter.key(), letter.value(), headers);
  }

  @Override
  public void close() {
    producer.close();
  }
}
