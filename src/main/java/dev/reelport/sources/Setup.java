package dev.reelport.sources;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/** Sets the pure core up. */
class Setup {

  @Produces
  @Singleton
  static Rhythm rhythm() {
    return new Rhythm(() -> ThreadLocalRandom.current().nextLong());
  }

  @Produces
  @Singleton
  static Rungs rungs(DiscoveryConfig config) {
    return new Rungs(config.probeEvery());
  }

  @Produces
  @Singleton
  static Round round(
      Lookout lookout,
      Logbook logbook,
      Rungs rungs,
      Tally tally,
      DiscoveryConfig config,
      InstantSource clock) {
    Ladder ladder =
        new Ladder(
            new Ladder.Spacing(config.countEvery(), config.sweepEvery(), config.sweepAfterGap()));
    return new Round(lookout, logbook, ladder, rungs, tally, clock, config.feedsAtATime());
  }
}
