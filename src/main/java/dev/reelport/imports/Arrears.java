package dev.reelport.imports;

import dev.reelport.outbox.Outbox;
import dev.reelport.platform.Drain;
import dev.reelport.platform.EventLoop;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.StoreFailures;
import dev.reelport.platform.TimerRun;
import dev.reelport.platform.UserId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What was spent and could not be booked, or nobody knows whether it is: booked as soon as the
 * database lets us. A process that is killed loses it, and the gate's count alone knows of it.
 */
@ApplicationScoped
class Arrears {

  private static final FieldLogger LOG = FieldLogger.of(Arrears.class);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(3);

  private final Books books;
  private final Publisher publisher;
  private final EventLoop loop;
  private final Sessions sessions;
  private final Drain drain;
  private final InstantSource clock;
  private final Queue<Owed> owed = new ConcurrentLinkedQueue<>();

  Arrears(
      Books books,
      Publisher publisher,
      EventLoop loop,
      Sessions sessions,
      Drain drain,
      InstantSource clock) {
    this.books = books;
    this.publisher = publisher;
    this.loop = loop;
    this.sessions = sessions;
    this.drain = drain;
    this.clock = clock;
  }

  private record Owed(UserId user, Optional<ImportId> importId, StepPayer payer) {}

  /** Takes what a payer spent for an import, or for a preview if there is none. */
  void add(UserId user, Optional<ImportId> importId, StepPayer payer) {
    owed.add(new Owed(user, importId, payer));
  }

  @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> settle() {
    return TimerRun.of("arrears", drain.hold(this::book));
  }

  private Uni<Void> book() {
    return Multi.createFrom()
        .iterable(List.copyOf(owed))
        .onItem()
        .transformToUniAndConcatenate(this::book)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> book(Owed debt) {
    return loop.call(() -> sessions.ofWorker(session -> writeOff(session, debt)))
        .invoke(publisher::publish)
        .invoke(debt.payer()::booked)
        .invoke(() -> owed.remove(debt))
        .replaceWithVoid();
  }

  private Uni<Outbox.Batch> writeOff(Mutiny.Session session, Owed debt) {
    return books.writeOff(session, debt.user(), debt.importId(), debt.payer(), clock.instant());
  }

  // After the drain, when nothing is added any more, and before the connections close.
  void finish(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent end) {
    if (owed.isEmpty()) {
      return;
    }
    book()
        .ifNoItem()
        .after(LAST_PATIENCE)
        .fail()
        .onFailure(StoreFailures::mayPass)
        .invoke(failure -> LOG.warn("units not booked", "steps", owed.size()))
        .onFailure(StoreFailures::mayPass)
        .recoverWithNull()
        .await()
        .indefinitely();
  }
}
