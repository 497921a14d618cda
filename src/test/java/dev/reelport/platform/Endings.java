package dev.reelport.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Takes a drain through the end of a service, as the framework does. */
public final class Endings {

  private Endings() {}

  /** The service is told to end and still open. */
  public static void toldToEnd(Drain drain) {
    drain.stop(new ShutdownDelayInitiatedEvent());
  }

  /** The service closes its doors and waits; answers when it has. */
  public static CompletableFuture<Void> drain(Drain drain) {
    ShutdownEvent end = new ShutdownEvent();
    drain.close(end);
    return CompletableFuture.runAsync(() -> drain.finish(end));
  }

  /** As {@link #drain}, and nothing is in hand for long. */
  public static void drained(Drain drain) {
    assertThat(drain(drain)).succeedsWithin(Duration.ofSeconds(3));
  }
}
