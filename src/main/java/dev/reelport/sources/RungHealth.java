package dev.reelport.sources;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How a rung does for all lists together, by the last looks of this instance. A rung where most
 * looks fail is left out at once and not list by list; a few looks still try it, and as soon as
 * most of these are good it is back.
 */
final class RungHealth {

  private static final int LOOKS = 100;
  private static final int ENOUGH = 20;
  private static final int PROBES = 5;
  private static final Duration MEMORY = Duration.ofHours(1);

  private final Duration probeEvery;
  private final Deque<Look> looks = new ArrayDeque<>();
  private boolean ill;
  private Instant probedAt = Instant.EPOCH;
  private int probes;

  private record Look(Instant at, boolean good) {}

  /**
   * A rung that is well.
   *
   * @param probeEvery how often an ill one is tried
   */
  RungHealth(Duration probeEvery) {
    this.probeEvery = probeEvery;
  }

  /** Whether this look should be at another rung. Of an ill one, a few looks are let through. */
  synchronized boolean avoid(Instant now) {
    if (!ill) {
      return false;
    }
    if (!now.isBefore(probedAt.plus(probeEvery))) {
      probedAt = now;
      probes = 0;
    }
    return ++probes > PROBES;
  }

  /** What came of a look. */
  synchronized void looked(boolean good, Instant now) {
    looks.addLast(new Look(now, good));
    while (looks.size() > (ill ? PROBES : LOOKS)
        || (!looks.isEmpty() && looks.peekFirst().at().isBefore(now.minus(MEMORY)))) {
      looks.removeFirst();
    }
    if (ill && looks.size() >= PROBES && share() > 0.5) {
      ill = false;
      looks.clear();
    } else if (!ill && looks.size() >= ENOUGH && share() < 0.5) {
      ill = true;
      probedAt = now;
      probes = PROBES;
      looks.clear();
    }
  }

  /** The share of good looks, 0 to 1; of a rung that was not used, 1, or 0 if it is left out. */
  synchronized double share() {
    if (looks.isEmpty()) {
      return ill ? 0 : 1;
    }
    return (double) looks.stream().filter(Look::good).count() / looks.size();
  }

  synchronized boolean isIll() {
    return ill;
  }
}
