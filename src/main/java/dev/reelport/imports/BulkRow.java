package dev.reelport.imports;

import dev.reelport.platform.RowJson;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads a row of a bulk import together with what its imports add up to. */
final class BulkRow {

  private BulkRow() {}

  static BulkView view(Tuple row, RowJson json) {
    BulkView.Counts counts =
        new BulkView.Counts(
            number(row, "targets"),
            number(row, "invalid_count"),
            number(row, "duplicates"),
            number(row, "queued"),
            number(row, "running"),
            number(row, "waiting"),
            number(row, "succeeded"),
            number(row, "ended_failed"),
            number(row, "cancelled"));
    ImportStatus status = counts.status();
    return new BulkView(
        new BulkId(row.get("id", UUID.class)),
        status,
        counts,
        videos(row),
        new ImportView.Units(number(row, "reserved"), number(row, "spent")),
        List.of(json.read(row.get("invalid", String.class), InvalidTarget[].class)),
        row.get("request_id", String.class),
        instant(row, "created_at").orElseThrow(),
        status.isFinal() ? instant(row, "finished_at").orElse(null) : null);
  }

  private static ImportView.CountsView videos(Tuple row) {
    Counts decided =
        new Counts(
            number(row, "imported"),
            number(row, "known"),
            number(row, "filtered"),
            number(row, "unavailable"),
            number(row, "failed"));
    return new ImportView.CountsView(
        decided.total() + number(row, "undecided"),
        decided.imported(),
        decided.duplicates(),
        decided.filtered(),
        decided.unavailable(),
        decided.failed());
  }

  private static Optional<Instant> instant(Tuple row, String column) {
    return Optional.ofNullable(row.get(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static int number(Tuple row, String column) {
    return row.get(column, Number.class).intValue();
  }
}
