package dev.reelport.api;

import dev.reelport.platform.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The event streams that each user has open at this instance, up to a number. */
@ApplicationScoped
class OpenStreams {

  private static final String TOO_MANY =
      "You have more event streams open than you may. Close one, or ask for the import itself.";
  private static final Duration SOON = Duration.ofSeconds(5);

  private final ConcurrentMap<UserId, Integer> open = new ConcurrentHashMap<>();
  private final int most;

  @Inject
  OpenStreams(ApiConfig config) {
    this(config.mostStreamsPerUser());
  }

  OpenStreams(int most) {
    this.most = most;
  }

  /**
   * One more.
   *
   * @return what to run when it has ended
   * @throws ProblemException if that is one too many
   */
  Runnable enter(UserId user) {
    int now = open.merge(user, 1, Integer::sum);
    if (now > most) {
      leave(user);
      throw ProblemException.later(null, ProblemCode.RATE_LIMITED, TOO_MANY, SOON);
    }
    return () -> leave(user);
  }

  private void leave(UserId user) {
    open.computeIfPresent(user, (key, count) -> count == 1 ? null : count - 1);
  }
}
