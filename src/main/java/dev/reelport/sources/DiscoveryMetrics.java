package dev.reelport.sources;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Counts what the checks of this instance do. No label ever names a list or a video. */
@Startup
@ApplicationScoped
class DiscoveryMetrics implements Tally {

  private static final List<String> RESULTS = List.of("fresh", "nothing", "failed", "refused");

  private static final Duration[] BUCKETS =
      Stream.of(1, 5, 15, 60, 120, 240, 480, 1_440, 4_320, 10_080)
          .map(Duration::ofMinutes)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;

  DiscoveryMetrics(MeterRegistry registry, Rungs rungs) {
    this.registry = registry;
    for (Rung rung : Rung.values()) {
      // All are there from the start: the first one of its kind is a change, too.
      RESULTS.forEach(result -> count(rung, result, 0));
      timer(rung);
      Gauge.builder("reelport.discovery.health", () -> rungs.of(rung).share())
          .description("The share of good looks of late, 0 to 1; 0 while the rung is left out")
          .tag("rung", rung.code())
          .register(registry);
    }
  }

  @Override
  public void checked(Rung rung, String result) {
    count(rung, result, 1);
  }

  private void count(Rung rung, String result, int more) {
    registry
        .counter("reelport.discovery.checks", "rung", rung.code(), "result", result)
        .increment(more);
  }

  private Timer timer(Rung rung) {
    return Timer.builder("reelport.discovery")
        .description("From the publication of a video until it was seen")
        .tag("rung", rung.code())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  @Override
  public void discovered(Rung rung, Duration after) {
    timer(rung).record(after);
  }
}
