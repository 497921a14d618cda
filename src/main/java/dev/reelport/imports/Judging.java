package dev.reelport.imports;

import dev.reelport.youtube.YouTubeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Sets the pure core up with the service's configuration. */
class Judging {

  @Produces
  @Singleton
  static Advance advance(ImportsConfig config, YouTubeConfig youTube) {
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    Backoff backoff = new Backoff(config.backoffMin(), config.backoffMax(), random);
    return new Advance(new Judge(config, backoff, youTube.breaker().recovery()));
  }
}
