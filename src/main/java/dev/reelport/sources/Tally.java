package dev.reelport.sources;

import java.time.Duration;

/** Counts what checks do. */
interface Tally {

  /**
   * A rung was used for a list: {@code fresh}, {@code nothing}, {@code failed}, {@code refused}.
   */
  void checked(Rung rung, String result);

  /** A video was seen for the first time, so long after it was published. */
  void discovered(Rung rung, Duration after);
}
