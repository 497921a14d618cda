package dev.reelport.quota;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks before units are spent, and says how the budgets stand. */
@ApplicationScoped
public class Quota {

  /**
   * Charges the user's and the project's budget, both or none.
   *
   * @param chargeId of this one try; repeated, it is charged once and answered the same
   * @return fails with {@link QuotaUnavailableException}
   */
  public Uni<Charge> charge(
      UserId user, Bucket bucket, Priority priority, int units, String chargeId) {
    throw new UnsupportedOperationException();
  }

  /** Returns the units of a call that was never sent, once, to the day they were charged to. */
  public Uni<Void> giveBack(Charge.Granted charge) {
    throw new UnsupportedOperationException();
  }

  /** Refuses everything in this bucket until the reset: Google says that the day is used up. */
  public Uni<Void> close(Bucket bucket) {
    throw new UnsupportedOperationException();
  }

  /** How the user's own budget stands today. */
  public Uni<QuotaState> ofUser(UserId user) {
    throw new UnsupportedOperationException();
  }

  /** How the project's bucket stands today. */
  public Uni<QuotaState> ofProject(Bucket bucket) {
    throw new UnsupportedOperationException();
  }
}
