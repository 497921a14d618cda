package dev.reelport.youtube;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Times the calls to YouTube and shows how many are under way. */
@Startup
@ApplicationScoped
class CallMetrics {

  private static final Duration[] BUCKETS =
      Stream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final AtomicInteger underWay = new AtomicInteger();
  private final Counter heldBack;

  CallMetrics(
      MeterRegistry registry,
      @ConfigProperty(name = "quarkus.rest-client.youtube.connection-pool-size") int poolSize) {
    this.registry = registry;
    heldBack =
        Counter.builder("reelport.ratelimit.waits")
            .description("What had to wait for a limit a minute of this instance")
            .tag("limit", "calls")
            .register(registry);
    Gauge.builder("reelport.http.pool.active", () -> Math.min(underWay.get(), poolSize))
        .description("Calls to YouTube under way, up to the size of the connection pool")
        .register(registry);
    Gauge.builder("reelport.http.pool.waiting", () -> Math.max(0, underWay.get() - poolSize))
        .description("Calls to YouTube beyond that: they wait, or share a connection over HTTP/2")
        .register(registry);
    Gauge.builder("reelport.http.pool.limit", () -> poolSize)
        .description("Size of the connection pool to YouTube")
        .register(registry);
  }

  /** The outcome of a call that is sent, with the time it took. */
  <T> Uni<T> timed(Endpoint endpoint, Uni<T> call) {
    return Uni.createFrom()
        .deferred(
            () -> {
              underWay.incrementAndGet();
              Timer.Sample sample = Timer.start(registry);
              return call.onTermination()
                  .invoke(
                      (answer, failure, cancelled) -> {
                        underWay.decrementAndGet();
                        sample.stop(timer(endpoint, CallResult.of(failure, cancelled)));
                      });
            });
  }

  /** A call was not sent: the breaker is open. */
  void refused(Endpoint endpoint) {
    timer(endpoint, CallResult.NOT_SENT).record(Duration.ZERO);
  }

  /** A call was not sent: the calls of the minute are used up. */
  void heldBack(Endpoint endpoint) {
    refused(endpoint);
    heldBack.increment();
  }

  private Timer timer(Endpoint endpoint, CallResult result) {
    return Timer.builder("reelport.youtube.calls")
        .description("Calls to YouTube, each try by itself")
        .tag("endpoint", endpoint.name().toLowerCase(Locale.ROOT))
        .tag("result", result.name().toLowerCase(Locale.ROOT))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
