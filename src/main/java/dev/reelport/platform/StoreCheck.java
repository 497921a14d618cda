package dev.reelport.platform;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** What readiness says of a store that was asked. It blocks no thread and piles nothing up. */
final class StoreCheck {

  private StoreCheck() {}

  /**
   * Up if the answer comes in time and is yes. What is wrong is in the log of whoever needed the
   * store; it is nobody else's business.
   */
  static Uni<HealthCheckResponse> of(String name, Duration wait, Uni<Boolean> answer) {
    return answer
        .ifNoItem()
        .after(wait)
        .fail()
        .onFailure()
        .recoverWithItem(false)
        .map(yes -> yes ? HealthCheckResponse.up(name) : HealthCheckResponse.down(name));
  }
}
