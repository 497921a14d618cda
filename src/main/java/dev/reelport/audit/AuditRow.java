package dev.reelport.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of the audit log, for reading; {@link AuditLog} writes. */
@Entity
@Immutable
@Table(name = "audit_entry")
class AuditRow {

  @Id UUID id;
  Instant at;
  String actor;

  @Column(name = "user_id")
  String userId;

  String action;
  String subject;
  String detail;

  AuditEntry asEntry() {
    return new AuditEntry(id, at, actor, userId, action, subject, detail);
  }
}
