package dev.reelport.imports;

import dev.reelport.imports.Commit.Committed;
import dev.reelport.imports.Commit.Done;
import dev.reelport.platform.FieldLogger;
import dev.reelport.projects.SlugTakenException;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Ends a step, one way or another, and tells the world once it is committed. */
@ApplicationScoped
class StepWriter {

  private static final FieldLogger LOG = FieldLogger.of(StepWriter.class);

  private static final int SLUG_TRIES = 10;
  private static final int MOST_TIMEOUTS = 3;
  private static final int MOST_DEFECTS = 5;

  private final Commit commit;
  private final Books books;
  private final Transactions transactions;
  private final Publisher publisher;
  private final ImportMetrics metrics;
  private final InstantSource clock;

  StepWriter(
      Commit commit,
      Books books,
      Transactions transactions,
      Publisher publisher,
      ImportMetrics metrics,
      InstantSource clock) {
    this.commit = commit;
    this.books = books;
    this.transactions = transactions;
    this.publisher = publisher;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** The step did what it could: writes it. Fails with {@link StaleStepException}. */
  Uni<StepOutcome> done(Done done) {
    done.fetched().failures().forEach(failed -> report(done.before(), failed));
    return transactions
        .write(session -> commit.write(session, done))
        // Another transaction took a slug between our look and our insert: look again.
        .onFailure(SlugTakenException.class)
        .retry()
        .atMost(SLUG_TRIES)
        .invoke(publisher::publish)
        .invoke(committed -> metrics.decided(counts(done.before()), counts(committed.after())))
        .map(committed -> StepOutcome.of(committed.after()));
  }

  private static Counts counts(Import i) {
    return i.progress().counts();
  }

  private static void report(Import i, Fetched.Failed failed) {
    Throwable failure = failed.failure();
    Object[] fields = {
      "import",
      i.id(),
      "call",
      failed.call(),
      "failure",
      failure.getClass().getSimpleName(),
      "detail",
      failure.getMessage()
    };
    if (failure instanceof YouTubeFailure.Misconfigured) {
      LOG.error("YouTube refuses this set-up", fields);
    } else if (failure instanceof YouTubeFailure.BadRequest) {
      LOG.error("YouTube calls our request malformed", fields);
    } else {
      LOG.info("step without its answer", fields);
    }
  }

  /** The step hit the hard limit: it is tried again, and the third time in a row it fails. */
  Uni<StepOutcome> timedOut(Import i, StepPayer payer) {
    int timeouts = i.cursor().timeouts() + 1;
    LOG.warn("step timed out", "import", i.id(), "timeouts", timeouts);
    Progress progress = i.progress().withCursor(i.cursor().withTimeouts(timeouts));
    ImportState next =
        timeouts < MOST_TIMEOUTS
            ? i.active().run()
            : i.active()
                .fail(
                    FailureCode.TIMED_OUT,
                    "A page took too long several times. Retry goes on where the import stopped.");
    return move(payer, now -> i.moved(next, progress, payer.spent(), now))
        .replaceWith(StepOutcome.TIMED_OUT);
  }

  /** The step failed for no reason of YouTube's: our defect. */
  Uni<StepOutcome> broken(Import i, StepPayer payer, Throwable failure) {
    LOG.error(failure, "step failed", "import", i.id(), "version", i.version());
    Progress progress = i.progress().missed();
    ImportState next =
        progress.tries() < MOST_DEFECTS
            ? i.active().run()
            : i.active()
                .fail(
                    FailureCode.INTERNAL,
                    "Something went wrong on our side. Retry goes on where the import stopped.");
    return move(payer, now -> i.moved(next, progress, payer.spent(), now))
        .replaceWith(StepOutcome.BROKEN);
  }

  private Uni<Void> move(StepPayer payer, Function<Instant, Import> next) {
    Instant now = clock.instant();
    return transactions
        .<Committed>write(session -> commit.move(session, payer, next.apply(now), now))
        .invoke(publisher::publish)
        .replaceWithVoid();
  }

  /** Somebody else moved the import first: only what was spent is booked. */
  Uni<StepOutcome> writeOff(Import i, StepPayer payer) {
    publisher.doubt(i.user());
    return transactions
        .write(
            session ->
                books.writeOff(session, i.user(), Optional.of(i.id()), payer, clock.instant()))
        .invoke(publisher::publish)
        .replaceWith(StepOutcome.STALE);
  }
}
