package dev.reelport.quota;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counts what was refused. */
@Startup
@ApplicationScoped
class QuotaMetrics {

  private final MeterRegistry registry;

  QuotaMetrics(MeterRegistry registry) {
    this.registry = registry;
    // All are there from the start: the first one of its kind is a change, too.
    for (Bucket bucket : Bucket.values()) {
      for (Charge.By by : Charge.By.values()) {
        refusals(by, bucket);
      }
    }
  }

  /** A charge was refused. */
  void refused(Charge.By by, Bucket bucket) {
    refusals(by, bucket).increment();
  }

  private Counter refusals(Charge.By by, Bucket bucket) {
    return Counter.builder("reelport.quota.refusals")
        .description("Charges that were refused")
        .tag("budget", by.name().toLowerCase(Locale.ROOT))
        .tag("bucket", bucket.key())
        .register(registry);
  }
}
