package dev.reelport.imports;

import dev.reelport.platform.EventLoop;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.StoreFailures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/** Sessions for steps: while the database is away they wait for it, as long as a step may take. */
@ApplicationScoped
class Transactions {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final EventLoop loop;
  private final Sessions sessions;
  private final ImportsConfig config;

  Transactions(EventLoop loop, Sessions sessions, ImportsConfig config) {
    this.loop = loop;
    this.sessions = sessions;
    this.config = config;
  }

  /** Writes in one transaction; fails with what does not pass, such as a stale step. */
  <T> Uni<T> write(Function<Mutiny.Session, Uni<T>> work) {
    return patiently(() -> sessions.ofWorker(work));
  }

  /** Reads in one session. */
  <T> Uni<T> read(Function<Mutiny.Session, Uni<T>> work) {
    return patiently(() -> sessions.ofWorker(work));
  }

  private <T> Uni<T> patiently(Supplier<Uni<T>> work) {
    // Retries and timeouts arrive on timer threads, where no session may be opened.
    return loop.call(work)
        .onFailure(Transactions::passes)
        .retry()
        .withBackOff(FIRST, LONGEST)
        .expireIn(config.stepHardLimit().toMillis());
  }

  private static boolean passes(Throwable failure) {
    return !(failure instanceof StaleStepException || failure instanceof ImportConflict)
        && StoreFailures.mayPass(failure);
  }
}
