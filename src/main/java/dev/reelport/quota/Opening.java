package dev.reelport.quota;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * A time at which a day's counters in Redis were opened: at the first charge of the day, and again
 * whenever Redis came back without being sure of all it had counted.
 *
 * @param number counts a day's openings from 1
 */
record Opening(LocalDate day, int number) implements Comparable<Opening> {

  private static final Comparator<Opening> ORDER =
      Comparator.comparing(Opening::day).thenComparingInt(Opening::number);

  /** Before all others. */
  static final Opening NONE = new Opening(LocalDate.MIN, 0);

  @Override
  public int compareTo(Opening other) {
    return ORDER.compare(this, other);
  }

  boolean isBefore(Opening other) {
    return compareTo(other) < 0;
  }
}
