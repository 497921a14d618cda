package dev.reelport.imports;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts what this instance does for imports. No label ever names a user, an import or a video. */
@Startup
@ApplicationScoped
class ImportMetrics {

  /** What single videos of all users, taken together in one step, are called in metrics. */
  static final String SINGLES = "singles";

  /** From an answer that was there already to the hard limit; the alert is at 30 s. */
  private static final Duration[] BUCKETS =
      Arrays.stream(
              new long[] {
                50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000,
                300_000
              })
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private static final Set<ImportStatus> FINAL =
      EnumSet.of(ImportStatus.SUCCEEDED, ImportStatus.FAILED, ImportStatus.CANCELLED);

  private final MeterRegistry registry;
  private final Map<ImportStatus, Counter> ended;
  private final Map<Outcome, Counter> videos;
  private final Counter heldBack;

  ImportMetrics(MeterRegistry registry) {
    this.registry = registry;
    ended =
        counters(
            FINAL,
            status -> counter("reelport.imports.ended", "Imports that ended", status.code()));
    videos =
        counters(
            EnumSet.allOf(Outcome.class),
            outcome -> counter("reelport.videos", "Videos that were decided", outcome.code()));
    heldBack =
        Counter.builder("reelport.ratelimit.waits")
            .description("What had to wait for a limit a minute of this instance")
            .tag("limit", "steps")
            .register(registry);
  }

  /** The outcome of a step's work, with the time it took from its begin to its commit. */
  Uni<Void> timed(String kind, Uni<StepOutcome> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Timer.Sample sample = Timer.start(registry);
              return work.onItemOrFailure()
                  .invoke(
                      (outcome, failure) ->
                          sample.stop(
                              timer(kind, failure == null ? outcome : StepOutcome.UNWRITTEN)));
            })
        .replaceWithVoid();
  }

  /** An import has ended. */
  void ended(ImportStatus status) {
    ended.get(status).increment();
  }

  /** What became of the videos of a step that is committed. */
  void decided(Counts before, Counts after) {
    for (Outcome outcome : Outcome.values()) {
      videos.get(outcome).increment(Math.max(0, after.of(outcome) - before.of(outcome)));
    }
  }

  /** A step had to wait for the limit of steps a minute. */
  void heldBack() {
    heldBack.increment();
  }

  private Timer timer(String kind, StepOutcome outcome) {
    return Timer.builder("reelport.step")
        .description("What a step took, from its begin to its commit")
        .tag("kind", kind)
        .tag("outcome", outcome.code())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Counter counter(String name, String description, String outcome) {
    return Counter.builder(name)
        .description(description)
        .tag("outcome", outcome)
        .register(registry);
  }

  // All are there from the start: the first one of its kind is a change, too.
  private static <K extends Enum<K>> Map<K, Counter> counters(
      Set<K> keys, Function<K, Counter> counter) {
    return keys.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), counter));
  }
}
