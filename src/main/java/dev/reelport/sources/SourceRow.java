package dev.reelport.sources;

import dev.reelport.imports.ImportId;
import dev.reelport.imports.TargetKind;
import dev.reelport.platform.RowJson;
import dev.reelport.platform.UserId;
import dev.reelport.youtube.PlaylistId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

/** A row of the source table, for reading; {@link SourceStore} writes. */
@Entity
@Immutable
@Table(name = "source")
class SourceRow {

  @Id UUID id;

  @Column(name = "user_id")
  String userId;

  String kind;
  String target;
  String written;

  @Column(name = "list_id")
  String listId;

  String title;
  String every;

  @ColumnTransformer(read = "cast(filters as text)")
  String filters;

  @ColumnTransformer(read = "cast(options as text)")
  String options;

  String policy;
  boolean paused;

  @Column(name = "waiting_reason")
  String waitingReason;

  @Column(name = "next_check_at")
  Instant nextCheckAt;

  @Column(name = "last_checked_at")
  Instant lastCheckedAt;

  @Column(name = "last_swept_at")
  Instant lastSweptAt;

  @Column(name = "last_run")
  UUID lastRun;

  boolean granted;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  long version;

  Source asSource(RowJson json) {
    return new Source(
        new SourceId(id),
        new UserId(userId),
        TargetKind.valueOf(kind.toUpperCase(Locale.ROOT)),
        target,
        written,
        new PlaylistId(listId),
        Optional.ofNullable(title),
        new Settings(
            SyncInterval.of(every),
            json.read(filters, Filters.class),
            json.read(options, ProjectOptions.class),
            AbsencePolicy.of(policy)),
        new Source.Standing(
            paused,
            Optional.ofNullable(waitingReason),
            Optional.ofNullable(lastRun).map(ImportId::new),
            granted),
        new Source.Times(
            Optional.ofNullable(nextCheckAt),
            Optional.ofNullable(lastCheckedAt),
            Optional.ofNullable(lastSweptAt),
            createdAt,
            updatedAt),
        version);
  }
}
