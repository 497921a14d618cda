package dev.reelport.youtube;

import dev.reelport.platform.EventLoop;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Waits, a moment at a time and not for ever, for what somebody else fetches. */
final class Patience {

  private static final Duration MOMENT = Duration.ofMillis(100);

  private final InstantSource clock;
  private final Instant until;
  private boolean waited;

  Patience(InstantSource clock, Duration atMost) {
    this.clock = clock;
    this.until = clock.instant().plus(atMost);
  }

  /** Whether it has been used. */
  boolean hasWaited() {
    return waited;
  }

  boolean isOver() {
    return !clock.instant().isBefore(until);
  }

  /** A moment, after which the caller is where it was. */
  Uni<Void> moment() {
    waited = true;
    return Uni.createFrom().voidItem().onItem().delayIt().by(MOMENT).emitOn(EventLoop.current());
  }
}
