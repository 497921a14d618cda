package dev.reelport.imports;

import java.time.Instant;
import java.util.Optional;

/** What becomes of an import after a call failed. */
sealed interface Verdict {

  /** Goes on by itself, at the same place. */
  record Wait(WaitingReason reason, Instant until) implements Verdict {}

  /** The listing starts again at its first page: at once, or after a pause. */
  record Restart(Optional<Wait> pause) implements Verdict {}

  /** There is nothing to list. */
  record EndOfList() implements Verdict {}

  /** Ends; a person may retry. */
  record Fail(FailureCode code, String detail) implements Verdict {}
}
