package dev.reelport.sources;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A way to learn what a list holds, the cheapest first. */
public enum Rung {
  /** The hub told us (0 units). */
  PUSH,
  /** The feed of the channel (0 units). */
  FEED,
  /** The number of its videos has changed (1 unit for 50 channels). */
  COUNT,
  /** The newest page of the list (1 unit). */
  PAGE,
  /** The whole list (1 unit for 50 videos). */
  SWEEP;

  /** The name of the contract and of the database, in lower case. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #code} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  static Rung of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
