package dev.reelport.imports;

import java.time.Instant;

/** Where an import stands; the methods of a state are the ways out of it. */
sealed interface ImportState {

  ImportStatus status();

  /** A state that work goes on from, now or later. */
  sealed interface Active extends ImportState {
    default Running run() {
      return new Running();
    }

    default Waiting await(WaitingReason reason, Instant resumesAt) {
      return new Waiting(reason, resumesAt);
    }

    default Succeeded succeed() {
      return new Succeeded();
    }

    default Failed fail(FailureCode code, String detail) {
      return new Failed(code, detail);
    }

    default Cancelled cancel() {
      return new Cancelled();
    }
  }

  /** A state that only a person ends. */
  sealed interface Final extends ImportState {
    default Queued retry() {
      return new Queued();
    }
  }

  record Queued() implements Active {
    @Override
    public ImportStatus status() {
      return ImportStatus.QUEUED;
    }
  }

  record Running() implements Active {
    @Override
    public ImportStatus status() {
      return ImportStatus.RUNNING;
    }
  }

  record Waiting(WaitingReason reason, Instant resumesAt) implements Active {
    @Override
    public ImportStatus status() {
      return ImportStatus.WAITING;
    }
  }

  record Succeeded() implements Final {
    @Override
    public ImportStatus status() {
      return ImportStatus.SUCCEEDED;
    }
  }

  record Failed(FailureCode code, String detail) implements Final {
    @Override
    public ImportStatus status() {
      return ImportStatus.FAILED;
    }
  }

  record Cancelled() implements Final {
    @Override
    public ImportStatus status() {
      return ImportStatus.CANCELLED;
    }
  }
}
