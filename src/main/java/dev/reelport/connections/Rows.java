package dev.reelport.connections;

import dev.reelport.platform.EventLoop;
import dev.reelport.platform.StoreFailures;
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
  private final Mutiny.SessionFactory sessions;

  Rows(EventLoop loop, Mutiny.SessionFactory sessions) {
    this.loop = loop;
    this.sessions = sessions;
  }

  /** Reads in one session. */
  <T> Uni<T> read(Function<Mutiny.Session, Uni<T>> work) {
    return loop.call(() -> sessions.withSession(work));
  }

  /** As {@link #read}, again and again while the database hiccups. */
  <T> Uni<T> readFirmly(Function<Mutiny.Session, Uni<T>> work) {
    return firmly(read(work));
  }

  /** Writes in one transaction. */
  <T> Uni<T> write(Function<Mutiny.Session, Uni<T>> work) {
    return loop.call(() -> sessions.withTransaction(work));
  }

  /**
   * As {@link #write}, again and again while the database hiccups: what Google gave is not lost.
   */
  <T> Uni<T> writeFirmly(Function<Mutiny.Session, Uni<T>> work) {
    return firmly(write(work));
  }

  private static <T> Uni<T> firmly(Uni<T> work) {
    return work.onFailure(StoreFailures::mayPass)
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .atMost(MORE_TRIES);
  }
}
