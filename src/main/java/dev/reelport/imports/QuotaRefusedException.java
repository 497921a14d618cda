package dev.reelport.imports;

import dev.reelport.quota.Charge;
import java.time.Instant;

/** A budget does not allow the call; it was not sent. */
final class QuotaRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;
  private final transient Charge.Refused refusal;

  QuotaRefusedException(Charge.Refused refusal) {
    super(
        "The budget of the "
            + refusal.by().name().toLowerCase(java.util.Locale.ROOT)
            + " does not allow another call");
    this.refusal = refusal;
  }

  Charge.By by() {
    return refusal.by();
  }

  Instant resetsAt() {
    return refusal.resetsAt();
  }
}
