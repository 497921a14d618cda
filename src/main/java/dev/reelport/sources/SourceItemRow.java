package dev.reelport.sources;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of the source_item table, for reading. */
@Entity
@Immutable
@Table(name = "source_item")
@IdClass(SourceItemRow.Key.class)
class SourceItemRow {

  /** Whose item of which video. */
  record Key(UUID sourceId, String videoId) implements Serializable {}

  @Id
  @Column(name = "source_id")
  UUID sourceId;

  @Id
  @Column(name = "video_id")
  String videoId;

  @Column(name = "user_id")
  String userId;

  String state;
  String reason;
  String rung;

  @Column(name = "seen_at")
  Instant seenAt;

  @Column(name = "published_at")
  Instant publishedAt;

  @Column(name = "decided_at")
  Instant decidedAt;

  @Column(name = "again_at")
  Instant againAt;

  @Column(name = "run_id")
  UUID runId;

  @Column(name = "project_id")
  UUID projectId;

  @Column(name = "import_id")
  UUID importId;

  SourceItemView view() {
    return new SourceItemView(
        videoId,
        new SourceId(sourceId),
        ItemState.of(state),
        reason,
        Rung.of(rung),
        seenAt,
        publishedAt,
        decidedAt,
        againAt,
        projectId,
        importId);
  }
}
