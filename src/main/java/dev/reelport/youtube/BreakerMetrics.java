package dev.reelport.youtube;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Shows the circuit breaker's state, and counts its changes. */
@ApplicationScoped
class BreakerMetrics {

  void follow(@Observes StartupEvent start, Breaker breaker, MeterRegistry registry) {
    Map<Breaker.State, Counter> changes = new EnumMap<>(Breaker.State.class);
    for (Breaker.State state : Breaker.State.values()) {
      String code = state.name().toLowerCase(Locale.ROOT);
      Gauge.builder("reelport.breaker.state", breaker, now -> now.state() == state ? 1 : 0)
          .description("1 for the state the circuit breaker of this instance is in")
          .tag("state", code)
          .strongReference(true)
          .register(registry);
      changes.put(
          state,
          Counter.builder("reelport.breaker.transitions")
              .description("Changes of the circuit breaker's state")
              .tag("to", code)
              .register(registry));
    }
    breaker.onChange(state -> changes.get(state).increment());
  }
}
