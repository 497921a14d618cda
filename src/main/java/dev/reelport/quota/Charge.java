package dev.reelport.quota;

import dev.reelport.platform.UserId;
import java.time.Instant;

/** The answer to a wish to spend units. */
public sealed interface Charge {

  /**
   * The units are charged.
   *
   * @param day the day they are charged to, also when it has ended since
   * @param opening how often the day's counters had been opened then, see {@link Opening}
   * @param userUsed what the user is charged that day, with this
   * @param projectUsed what the project's bucket is charged that day, with this
   * @param crossedUserWarn whether this charge took the user above {@link Limits#warnAbove()}
   * @param crossedProjectWarn whether it took the project's bucket above it
   */
  record Granted(
      String chargeId,
      UserId user,
      Bucket bucket,
      int units,
      QuotaDay day,
      int opening,
      long userUsed,
      long projectUsed,
      boolean crossedUserWarn,
      boolean crossedProjectWarn)
      implements Charge {}

  /** Nothing is charged and nothing must be sent before {@code resetsAt}. */
  record Refused(By by, Instant resetsAt) implements Charge {}

  /** Whose budget is used up. */
  enum By {
    USER,
    PROJECT,
    /** The project's, of which this user has had as much as others who want some, too. */
    SHARE
  }
}
