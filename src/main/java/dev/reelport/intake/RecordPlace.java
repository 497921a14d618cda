package dev.reelport.intake;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Where a record is: all that logs may say about it. */
record RecordPlace(String topic, int partition, long offset) {

  static RecordPlace of(Message<?> message) {
    IncomingKafkaRecordMetadata<?, ?> at = recordOf(message);
    return new RecordPlace(at.getTopic(), at.getPartition(), at.getOffset());
  }

  /** The record that became the message. */
  static IncomingKafkaRecordMetadata<?, ?> recordOf(Message<?> message) {
    return message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
  }

  /** Fields of a log record, with what else is to be said. */
  Object[] and(Object... more) {
    return Stream.concat(
            Stream.of("topic", topic, "partition", partition, "offset", offset), Stream.of(more))
        .toArray();
  }
}
