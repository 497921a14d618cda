package dev.reelport.imports;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double with every fruitless try, spread by jitter so that imports do not march. */
record Backoff(Duration min, Duration max, RandomGenerator random) {

  private static final int MOST_DOUBLINGS = 20;

  /** The pause before the next try, between 80 and 100 % of the doubled one. */
  Duration after(int tries) {
    long doubled = min.toMillis() << Math.min(tries, MOST_DOUBLINGS);
    long capped = Math.min(doubled, max.toMillis());
    return Duration.ofMillis((long) (capped * (0.8 + 0.2 * random.nextDouble())));
  }
}
