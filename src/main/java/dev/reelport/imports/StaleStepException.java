package dev.reelport.imports;

/** The import has moved on since the step was read: what the step did is not written. */
final class StaleStepException extends RuntimeException {

  private static final long serialVersionUID = 1;

  StaleStepException() {
    super("The import has moved on", null, false, false);
  }
}
