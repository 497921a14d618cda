package dev.reelport.imports;

import dev.reelport.platform.Drain;
import dev.reelport.platform.EventLoop;
import dev.reelport.youtube.Breaker;
import dev.reelport.youtube.YouTubeConfig;
import dev.reelport.youtube.YouTubeFailure;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.PausableChannel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Stops taking steps while none can be done: the records stay with the broker. */
@ApplicationScoped
class StepsFlow {

  private final StepGate gate;
  private final ChannelRegistry channels;
  private final EventLoop loop;
  private final Drain drain;
  private final ImportMetrics metrics;
  private final InstantSource clock;
  private final AtomicReference<Instant> pausedUntil = new AtomicReference<>(Instant.MIN);

  StepsFlow(
      StepGate gate,
      ChannelRegistry channels,
      EventLoop loop,
      Drain drain,
      ImportMetrics metrics,
      InstantSource clock) {
    this.gate = gate;
    this.channels = channels;
    this.loop = loop;
    this.drain = drain;
    this.metrics = metrics;
    this.clock = clock;
  }

  // An open breaker lets nothing through; after its delay one step's call is the probe.
  void followBreaker(@Observes StartupEvent start, Breaker breaker, YouTubeConfig youTube) {
    breaker.onChange(
        state -> {
          if (state == Breaker.State.OPEN) {
            pauseFor(youTube.breaker().recovery());
          }
        });
  }

  /**
   * Lets a step in. With the steps of the minute used up it fails with {@link
   * YouTubeFailure.RateLimited}, and no further step is taken before the next minute.
   */
  Uni<Void> enter() {
    return gate.enter().onFailure(RateLimitException.class).transform(this::heldBack);
  }

  private YouTubeFailure heldBack(Throwable limit) {
    metrics.heldBack();
    long millis = ((RateLimitException) limit).getRetryAfterMillis();
    Duration pause = Duration.ofMillis(Math.max(1, millis));
    pauseFor(pause);
    return new YouTubeFailure.RateLimited(pause);
  }

  private void pauseFor(Duration duration) {
    Instant until = clock.instant().plus(duration);
    pausedUntil.accumulateAndGet(until, (one, other) -> one.isAfter(other) ? one : other);
    PausableChannel steps = channels.getPausable(StepsConsumer.CHANNEL);
    if (!steps.isPaused()) {
      steps.pause();
    }
    loop.after(duration, this::resume);
  }

  private void resume() {
    PausableChannel steps = channels.getPausable(StepsConsumer.CHANNEL);
    Duration left = Duration.between(clock.instant(), pausedUntil.get());
    if (left.compareTo(Duration.ZERO) > 0) {
      // Timers and clocks differ a little, and nobody else would wake the channel.
      loop.after(left, this::resume);
    } else if (steps.isPaused() && !drain.isStopping()) {
      steps.resume();
    }
  }

  // Another instance can do it as well.
  void stop(@Observes ShutdownDelayInitiatedEvent told) {
    channels.getPausable(StepsConsumer.CHANNEL).pause();
  }
}
