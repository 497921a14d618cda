package dev.reelport.outbox;

/**
 * A record for Kafka: where it goes, in which order (records of one key keep theirs), and what.
 *
 * @param traceparent the trace it belongs to; null if nobody follows it
 */
public record OutboxRecord(
    String topic, String key, String contentType, String value, String traceparent) {

  /** A record of no trace, until it is written. */
  public OutboxRecord(String topic, String key, String contentType, String value) {
    this(topic, key, contentType, value, null);
  }

  OutboxRecord in(String trace) {
    return new OutboxRecord(topic, key, contentType, value, trace);
  }
}
