package dev.reelport.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/** The one clock of this process. */
class Time {

  /** Whole milliseconds: what PostgreSQL, JSON and memory agree on. */
  @Produces
  @ApplicationScoped
  static InstantSource clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
  }
}
