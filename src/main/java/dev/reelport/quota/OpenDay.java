package dev.reelport.quota;

import java.time.LocalDate;

/**
 * How a day is open in Redis.
 *
 * @param text the run id of the Redis it was opened in, the number of the opening and the margin
 * @param margin units that may have been charged before, and are in no counter
 */
record OpenDay(LocalDate day, String text, int opening, long margin) {

  static OpenDay parse(LocalDate day, String text) {
    String[] parts = text.split(" ", -1);
    return new OpenDay(day, text, Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
  }

  Opening asOpening() {
    return new Opening(day, opening);
  }

  /** The same opening with this margin. */
  OpenDay withMargin(long lower) {
    String start = text.substring(0, text.lastIndexOf(' ') + 1);
    return new OpenDay(day, start + lower, opening, lower);
  }
}
