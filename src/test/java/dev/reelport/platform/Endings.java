package dev.reelport.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Takes a drain through the end of a service, as the framework does. */
public final class Endings {

  private static final ShutdownDelayInitiatedEvent TOLD = new ShutdownDelayInitiatedEvent();

  private Endings() {}

  /** A drain that waits so long for what is in hand. */
  public static Drain drainWithin(Duration grace) {
    return new Drain(new Limits(Duration.ZERO, grace));
  }

  private record Limits(Duration delay, Duration grace) implements DrainConfig {}

  /** The service is told to end and still open. */
  public static void toldToEnd(Drain drain) {
    drain.stop(TOLD);
  }

  /** The service closes its doors and waits; answers when it has. */
  public static CompletableFuture<Void> end(Drain drain) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            drain.stop(TOLD);
            drain.close(TOLD);
            drain.finish(TOLD);
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }

  /** As {@link #end}, and nothing is in hand for long. */
  public static void ended(Drain drain) {
    assertThat(end(drain)).succeedsWithin(Duration.ofSeconds(3));
  }
}
