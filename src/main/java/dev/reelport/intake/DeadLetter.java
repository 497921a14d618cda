package dev.reelport.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A request that could not work, as people see it.
 *
 * @param timestamp when it was put aside
 * @param reason a code of {@link DeadLetterReason}; absent if somebody else put it there
 * @param size of the value, in bytes
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DeadLetter")
public record DeadLetter(
    int partition,
    long offset,
    Instant timestamp,
    @Schema(description = "The record's key; absent if there is none or it is not UTF-8.")
        String key,
    String reason,
    @Schema(description = "What was wrong and what to change.") String detail,
    int size,
    @Schema(description = "The first 1,000 characters; absent without a value or if not UTF-8.")
        String value,
    @Schema(description = "The dead letter this one was before it was replayed: partition:offset.")
        String replayOf) {

  /** Characters of the value that are shown. */
  static final int SHOWN = 1_000;

  static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    return new DeadLetter(
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        text(record.key()),
        header(record, DeadLetters.REASON),
        header(record, DeadLetters.DETAIL),
        record.value() == null ? 0 : record.value().length,
        text(record.value()),
        header(record, DeadLetters.REPLAY_OF));
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : text(header.value());
  }

  /** The beginning of UTF-8 as text, never ending within a character; null if it is not UTF-8. */
  static String text(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    CharBuffer shown = CharBuffer.allocate(SHOWN);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), shown, true);
    return result.isError() ? null : shown.flip().toString();
  }
}
