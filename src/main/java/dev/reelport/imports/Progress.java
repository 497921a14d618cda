package dev.reelport.imports;

import java.time.Instant;
import java.util.Optional;

/**
 * How far an import has come.
 *
 * @param title what YouTube calls the target, once known
 * @param tries steps in a row that got nothing done
 * @param at when a step last got something done
 */
record Progress(Optional<String> title, Cursor cursor, Counts counts, int tries, Instant at) {

  static Progress none(Cursor cursor, Instant now) {
    return new Progress(Optional.empty(), cursor, Counts.ZERO, 0, now);
  }

  Progress withTitle(String known) {
    return new Progress(Optional.of(known), cursor, counts, tries, at);
  }

  Progress withCursor(Cursor next) {
    return new Progress(title, next, counts, tries, at);
  }

  Progress withCounts(Counts next) {
    return new Progress(title, cursor, next, tries, at);
  }

  /** A step got something done, which ends a row of fruitless tries. */
  Progress made(Instant now) {
    return new Progress(title, cursor.withTimeouts(0), counts, 0, now);
  }

  /** A step got nothing done. */
  Progress missed() {
    return new Progress(title, cursor, counts, tries + 1, at);
  }
}
