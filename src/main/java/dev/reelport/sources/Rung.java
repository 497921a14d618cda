package dev.reelport.sources;

import java.util.Locale;

/** A way to learn of a video, the cheapest first. */
public enum Rung {
  /** A notification of the hub. */
  PUSH,
  /** The feed of the 15 newest. */
  FEED,
  /** How many videos there are, 50 lists a unit. */
  COUNT,
  /** The newest pages of the list, a unit each. */
  PAGE,
  /** The whole list, by an import. */
  SWEEP;

  /** Its name in rows and metrics. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
