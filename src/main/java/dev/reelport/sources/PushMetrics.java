package dev.reelport.sources;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Counts what comes from the hub. */
@Startup
@ApplicationScoped
class PushMetrics {

  private static final String NAME = "reelport.push.notifications";

  private final MeterRegistry registry;

  PushMetrics(MeterRegistry registry) {
    this.registry = registry;
    // All are there from the start: the first one of its kind is a change, too.
    List.of("taken", "stranger", "bad_signature", "unreadable")
        .forEach(result -> registry.counter(NAME, "result", result));
  }

  void notified(String result) {
    registry.counter(NAME, "result", result).increment();
  }
}
