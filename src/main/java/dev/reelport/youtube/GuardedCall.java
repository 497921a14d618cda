package dev.reelport.youtube;

import io.smallrye.faulttolerance.api.AsynchronousNonBlocking;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.faulttolerance.api.RateLimit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * The one method through which every call to YouTube goes. Around it, from the outside in: retry,
 * circuit breaker, calls a minute, timeout. A bean of its own, for calls within a bean are not
 * intercepted. The values can be set in {@code application.properties}.
 */
@ApplicationScoped
class GuardedCall {

  private final Exchange exchange;

  GuardedCall(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * One try of the call, which the guard repeats. The first uses up what was prepaid, every other
   * one is charged to the payer right before it is sent; a refused charge is passed on as it is.
   * Fails with a {@link YouTubeFailure}, or with what the guard throws when it refuses.
   */
  @AsynchronousNonBlocking
  @Retry(
      maxRetries = 2,
      delay = 200,
      jitter = 200,
      retryOn = {
        YouTubeFailure.Unavailable.class,
        YouTubeFailure.Garbage.class,
        TimeoutException.class
      })
  @CircuitBreaker(
      requestVolumeThreshold = 5,
      failureRatio = 1.0,
      delay = 60,
      delayUnit = ChronoUnit.SECONDS,
      successThreshold = 1,
      failOn = {YouTubeFailure.Unavailable.class, TimeoutException.class})
  @CircuitBreakerName(Breaker.NAME)
  @RateLimit(value = 300, window = 1, windowUnit = ChronoUnit.MINUTES)
  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  public <T> Uni<T> send(Call<T> call, Prepaid prepaid) {
    Uni<Void> paid =
        prepaid.use() ? Uni.createFrom().voidItem() : call.payer().charge(call.endpoint());
    return paid.chain(() -> exchange.send(call));
  }
}
