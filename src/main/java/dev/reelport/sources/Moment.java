package dev.reelport.sources;

import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads moments of rows that are no entities: the driver has its own idea of their type. */
final class Moment {

  private Moment() {}

  /** The moment in that column; null if there is none. */
  static Instant of(Tuple row, String column) {
    Object value = row.get(column);
    return value instanceof OffsetDateTime moment ? moment.toInstant() : (Instant) value;
  }
}
