package dev.reelport.connections;

import dev.reelport.platform.EventLoop;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.StoreFailures;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Sessions for work that comes back from Google, on whatever thread: each in a context of its own,
 * so that no session of the caller's is touched.
 */
@ApplicationScoped
class Rows {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final int MORE_TRIES = 4;

  private final EventLoop loop;
  private final Sessions sessions;

  Rows(EventLoop loop, Sessions sessions) {
    this.loop = loop;
    this.sessions = sessions;
  }

  /** A transaction about this user's rows. */
  <T> Uni<T> ofUser(UserId user, Function<Mutiny.Session, Uni<T>> work) {
    return loop.call(() -> sessions.ofUser(user, work));
  }

  /**
   * As {@link #ofUser}, again and again while the database hiccups: what Google gave is not lost.
   */
  <T> Uni<T> ofUserFirmly(UserId user, Function<Mutiny.Session, Uni<T>> work) {
    return firmly(ofUser(user, work));
  }

  /** A transaction where nobody has asked, or nobody knows yet who does. */
  <T> Uni<T> ofWorker(Function<Mutiny.Session, Uni<T>> work) {
    return loop.call(() -> sessions.ofWorker(work));
  }

  private static <T> Uni<T> firmly(Uni<T> work) {
    return work.onFailure(StoreFailures::mayPass)
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .atMost(MORE_TRIES);
  }
}
