package dev.reelport.imports;

import java.util.Locale;

/** What came of a step, the best first. */
enum StepOutcome {
  /** The import went on, or came to its end. */
  DONE,
  /** The import waits. */
  WAITING,
  /** The import failed. */
  FAILED,
  /** Somebody else moved the import first. */
  STALE,
  /** The hard limit was reached. */
  TIMED_OUT,
  /** Our own defect. */
  BROKEN,
  /** Nothing could be written: the sweep publishes the step again. */
  UNWRITTEN;

  /** What the commit of a step made of its import. */
  static StepOutcome of(Import after) {
    return switch (after.state().status()) {
      case WAITING -> WAITING;
      case FAILED -> FAILED;
      case QUEUED, RUNNING, SUCCEEDED, CANCELLED -> DONE;
    };
  }

  /** The better one of two. */
  StepOutcome or(StepOutcome other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** Its name in metrics. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
