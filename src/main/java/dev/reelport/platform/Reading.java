package dev.reelport.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * A gauge of what a store has to be asked for: a timer asks, so that reading the metrics costs
 * nothing and waits for nobody. It has no value (NaN) until there is an answer, and while there is
 * none.
 */
public final class Reading {

  private volatile double value = Double.NaN;

  private Reading() {}

  /** Registers a gauge. */
  public static Reading of(MeterRegistry registry, String name, String description, Tags tags) {
    Reading reading = new Reading();
    Gauge.builder(name, reading, known -> known.value)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(registry);
    return reading;
  }

  /** What the store answered. */
  public void is(long now) {
    value = (double) now;
  }

  /** What the store answered. */
  public void is(double now) {
    value = now;
  }

  /** The store did not answer: an old value would look like a new one. */
  public void isUnknown() {
    value = Double.NaN;
  }
}
