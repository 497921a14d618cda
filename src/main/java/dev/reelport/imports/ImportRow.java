package dev.reelport.imports;

import dev.reelport.platform.RowJson;
import dev.reelport.platform.UserId;
import dev.reelport.youtube.Target;
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

/** A row of the import table, for reading; {@link ImportStore} writes. */
@Entity
@Immutable
@Table(name = "import")
class ImportRow {

  @Id UUID id;

  @Column(name = "user_id")
  String userId;

  @Column(name = "request_id")
  String requestId;

  @Column(name = "bulk_id")
  UUID bulkId;

  String target;

  @Column(name = "canonical_target")
  String canonicalTarget;

  @ColumnTransformer(read = "cast(options as text)")
  String options;

  String status;

  @Column(name = "waiting_reason")
  String waitingReason;

  @Column(name = "resumes_at")
  Instant resumesAt;

  String title;

  @ColumnTransformer(read = "cast(cursor as text)")
  String cursor;

  int imported;
  int duplicates;
  int filtered;
  int unavailable;
  int failed;

  @Column(name = "source_id")
  UUID sourceId;

  String rung;

  @Column(name = "units_spent")
  int unitsSpent;

  int tries;

  @Column(name = "error_code")
  String errorCode;

  @Column(name = "error_detail")
  String errorDetail;

  long version;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "started_at")
  Instant startedAt;

  @Column(name = "progressed_at")
  Instant progressedAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  @Column(name = "finished_at")
  Instant finishedAt;

  Import asImport(RowJson json) {
    return new Import(
        new ImportId(id),
        new ImportRequest(
            new UserId(userId),
            Optional.ofNullable(requestId),
            target,
            Target.ofCanonical(canonicalTarget),
            json.read(options, ImportOptions.class),
            Optional.ofNullable(sourceId).map(source -> new Origin(source, rung))),
        state(),
        new Progress(
            Optional.ofNullable(title),
            json.read(cursor, Cursor.class),
            new Counts(imported, duplicates, filtered, unavailable, failed),
            tries,
            progressedAt),
        unitsSpent,
        version,
        new Import.Times(
            createdAt, Optional.ofNullable(startedAt), Optional.ofNullable(finishedAt)));
  }

  private ImportState state() {
    return switch (ImportStatus.valueOf(status.toUpperCase(Locale.ROOT))) {
      case QUEUED -> new ImportState.Queued();
      case RUNNING -> new ImportState.Running();
      case WAITING ->
          new ImportState.Waiting(
              WaitingReason.valueOf(waitingReason.toUpperCase(Locale.ROOT)), resumesAt);
      case SUCCEEDED -> new ImportState.Succeeded();
      case FAILED ->
          new ImportState.Failed(
              FailureCode.valueOf(errorCode.toUpperCase(Locale.ROOT)), errorDetail);
      case CANCELLED -> new ImportState.Cancelled();
    };
  }
}
