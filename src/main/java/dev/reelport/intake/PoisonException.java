package dev.reelport.intake;

/**
 * A record that can never work. The message is the reason's code, because the connector writes it
 * into the header {@code dead-letter-reason}; the text for people is the {@link #detail()}.
 */
public final class PoisonException extends RuntimeException {

  private static final long serialVersionUID = 1;
  private final DeadLetterReason reason;
  private final String detail;

  PoisonException(DeadLetterReason reason, String detail) {
    super(reason.code(), null, false, false);
    this.reason = reason;
    this.detail = detail;
  }

  /** What to count. */
  public DeadLetterReason reason() {
    return reason;
  }

  /** What happened and what to change, for people; never quotes the record. */
  public String detail() {
    return detail;
  }
}
