package dev.reelport.imports;

/** A command that the state of an import does not allow. Each message says why. */
public final class ImportConflict extends RuntimeException {

  private static final long serialVersionUID = 1;
  private final Kind kind;

  /** Which rule was broken. */
  public enum Kind {
    IDEMPOTENCY_CONFLICT,
    NOT_CANCELLABLE,
    NOT_RETRYABLE
  }

  public ImportConflict(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Which rule was broken. */
  public Kind kind() {
    return kind;
  }
}
