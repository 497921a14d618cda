package dev.reelport.imports;

import dev.reelport.platform.Sessions;
import dev.reelport.platform.UserId;
import dev.reelport.quota.Priority;
import dev.reelport.quota.Quota;
import io.smallrye.faulttolerance.api.AsynchronousNonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/** Looks at YouTube that people wait for, charged to whoever looks. */
@ApplicationScoped
class PaidLooks {

  /** The most a look costs; the contract's promise for previews. */
  private static final int MOST_UNITS = 2;

  /** Also bounds the units an instance may have charged and not yet booked. */
  private static final int MOST_AT_A_TIME = 40;

  private static final int MOST_WAITING = 200;

  private final Quota quota;
  private final Books books;
  private final Arrears arrears;
  private final Publisher publisher;
  private final Moments moments;
  private final Sessions sessions;

  PaidLooks(
      Quota quota,
      Books books,
      Arrears arrears,
      Publisher publisher,
      Moments moments,
      Sessions sessions) {
    this.quota = quota;
    this.books = books;
    this.arrears = arrears;
    this.publisher = publisher;
    this.moments = moments;
    this.sessions = sessions;
  }

  /**
   * Looks, and books what that cost, whatever comes of it. Of the many who may ask at once, so many
   * are served at a time and some more wait; the others fail with {@link
   * org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException}.
   */
  @AsynchronousNonBlocking
  @Bulkhead(value = MOST_AT_A_TIME, waitingTaskQueue = MOST_WAITING)
  public <T> Uni<T> look(UserId user, Function<StepPayer, Uni<T>> work) {
    StepPayer payer = new StepPayer(quota, user, Priority.INTERACTIVE, MOST_UNITS);
    return work.apply(payer)
        .onItemOrFailure()
        .call((seen, failure) -> book(user, payer))
        .onCancellation()
        .invoke(() -> arrears.add(user, Optional.empty(), payer));
  }

  private Uni<Void> book(UserId user, StepPayer payer) {
    return sessions
        .ofUser(
            user,
            session -> books.book(session, user, Optional.empty(), payer, moments.now().now()))
        .invoke(publisher::publish)
        .invoke(payer::booked)
        .onFailure()
        .invoke(() -> arrears.add(user, Optional.empty(), payer))
        .replaceWithVoid();
  }
}
