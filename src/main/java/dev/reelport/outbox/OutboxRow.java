package dev.reelport.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of the outbox table. */
@Entity
@Table(name = "outbox")
class OutboxRow {

  @Id Long id;

  String topic;

  String key;

  @Column(name = "content_type")
  String contentType;

  String value;

  String traceparent;

  @Column(name = "created_at")
  Instant createdAt;

  OutboxRecord asRecord() {
    return new OutboxRecord(topic, key, contentType, value, traceparent);
  }
}
