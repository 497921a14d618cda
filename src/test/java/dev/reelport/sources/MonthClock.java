package dev.reelport.sources;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of a simulated month. */
final class MonthClock implements InstantSource {

  static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

  private Instant now = BEGIN;

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** So many days after the beginning. */
  static Instant day(double day) {
    return BEGIN.plusSeconds(Math.round(day * 86_400));
  }
}
