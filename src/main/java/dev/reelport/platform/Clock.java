package dev.reelport.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.InstantSource;

/** Where everything that asks for the time gets it from. */
class Clock {

  private Clock() {}

  /** Whole milliseconds: what PostgreSQL, JSON and memory agree on. */
  @Produces
  @ApplicationScoped
  static InstantSource clock() {
    return java.time.Clock.tick(java.time.Clock.systemUTC(), Duration.ofMillis(1));
  }
}
