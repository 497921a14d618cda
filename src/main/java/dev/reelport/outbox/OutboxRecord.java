package dev.reelport.outbox;

/** A record for Kafka: where it goes, in which order (records of one key keep theirs), and what. */
public record OutboxRecord(String topic, String key, String contentType, String value) {}
