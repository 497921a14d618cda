package dev.reelport.youtube;

import dev.reelport.platform.FieldLogger;
import io.quarkus.runtime.Startup;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The circuit breaker of the guarded call: what state it is in, who is told, what is logged. */
@Startup
@ApplicationScoped
public class Breaker {

  static final String NAME = "youtube";

  private static final FieldLogger LOG = FieldLogger.of(Breaker.class);

  /** Whether calls go out. */
  public enum State {
    /** Calls go out. */
    CLOSED,
    /** No call goes out. */
    OPEN,
    /** One call goes out; what comes of it decides. */
    HALF_OPEN
  }

  private final CircuitBreakerMaintenance maintenance;
  private final YouTubeConfig.BreakerConfig config;
  private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<State> lastTold = new AtomicReference<>(State.CLOSED);
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicBoolean refusalLogged = new AtomicBoolean();

  Breaker(CircuitBreakerMaintenance maintenance, YouTubeConfig config) {
    this.maintenance = maintenance;
    this.config = config.breaker();
    maintenance.onStateChange(NAME, state -> changed(of(state)));
  }

  /** The state at this moment. */
  public State state() {
    return of(maintenance.currentState(NAME));
  }

  /** Tells the listener every new state. It must not block and must not throw. */
  public void onChange(Consumer<State> listener) {
    listeners.add(listener);
  }

  /** A call was refused because it is open. */
  void refused() {
    if (refusalLogged.compareAndSet(false, true)) {
      LOG.warn("Circuit breaker OPEN, YouTube requests blocked");
    }
  }

  private void changed(State state) {
    State before = lastTold.getAndSet(state);
    switch (state) {
      case OPEN -> opened(before);
      case HALF_OPEN -> LOG.info("Circuit breaker HALF_OPEN");
      case CLOSED -> LOG.info("Circuit breaker reset", "failures", failures.getAndSet(0));
    }
    listeners.forEach(listener -> listener.accept(state));
  }

  private void opened(State before) {
    // It opens at exactly so many failures in a row, and again at each failed attempt to close.
    int now =
        failures.updateAndGet(count -> before == State.HALF_OPEN ? count + 1 : config.failures());
    refusalLogged.set(false);
    LOG.error("Circuit breaker OPENED", "failures", now, "recovery", config.recovery());
  }

  private static State of(CircuitBreakerState state) {
    return switch (state) {
      case CLOSED -> State.CLOSED;
      case OPEN -> State.OPEN;
      case HALF_OPEN -> State.HALF_OPEN;
    };
  }
}
