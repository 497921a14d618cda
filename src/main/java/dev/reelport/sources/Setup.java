package dev.reelport.sources;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;

/** Sets the pure core up. */
class Setup {

  @Produces
  @Singleton
  static Rhythm rhythm() {
    return new Rhythm(() -> ThreadLocalRandom.current().nextLong());
  }
}
