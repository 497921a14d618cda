package dev.reelport.sources;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The health of every rung. */
final class Rungs {

  private final Map<Rung, RungHealth> health = new EnumMap<>(Rung.class);

  /**
   * Rungs that are well.
   *
   * @param probeEvery how often an ill one is tried
   */
  Rungs(Duration probeEvery) {
    for (Rung rung : Rung.values()) {
      health.put(rung, new RungHealth(probeEvery));
    }
  }

  RungHealth of(Rung rung) {
    return health.get(rung);
  }
}
