package dev.reelport.quota;

/**
 * The thresholds of a daily budget, in units.
 *
 * @param limit the whole budget
 */
public record Limits(int limit) {

  private static final int WARN_PERCENT = 80;
  private static final int REFUSE_PERCENT = 90;

  /**
   * @throws IllegalArgumentException if the limit is negative
   */
  public Limits {
    if (limit < 0) {
      throw new IllegalArgumentException("a limit must not be negative");
    }
  }

  /** Who has used more than this gets near the end: 80 %, rounded down. */
  public int warnAbove() {
    return percent(WARN_PERCENT);
  }

  /** Nothing is granted beyond this: 90 %, rounded down. */
  public int refuseAbove() {
    return percent(REFUSE_PERCENT);
  }

  /** How far calls of this priority may go in the project's bucket. */
  public int ceiling(Priority priority) {
    return switch (priority) {
      case BULK -> refuseAbove();
      case INTERACTIVE -> limit;
    };
  }

  /**
   * Whether these units, on top of what was used before, are the ones that go above the warning.
   */
  boolean crossedBy(long before, int units) {
    return before <= warnAbove() && before + units > warnAbove();
  }

  private int percent(int percent) {
    return (int) ((long) limit * percent / 100);
  }
}
