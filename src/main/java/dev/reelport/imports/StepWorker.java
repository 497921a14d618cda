package dev.reelport.imports;

import dev.reelport.imports.Advance.Moment;
import dev.reelport.imports.Commit.Done;
import dev.reelport.imports.StepReader.Ready;
import dev.reelport.platform.FieldLogger;
import dev.reelport.quota.Charge;
import dev.reelport.quota.Priority;
import dev.reelport.quota.Quota;
import dev.reelport.quota.QuotaUnavailableException;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/**
 * Does one step: reads the import, asks YouTube for what comes next, commits. Killed anywhere, the
 * redelivered step does the same again and writes it once.
 */
@ApplicationScoped
class StepWorker {

  private static final FieldLogger LOG = FieldLogger.of(StepWorker.class);

  private final StepReader reader;
  private final StepsFlow flow;
  private final Fetcher fetcher;
  private final StepWriter writer;
  private final Quota quota;
  private final Arrears arrears;
  private final Moments moments;
  private final ImportMetrics metrics;
  private final ImportsConfig config;

  StepWorker(
      StepReader reader,
      StepsFlow flow,
      Fetcher fetcher,
      StepWriter writer,
      Quota quota,
      Arrears arrears,
      Moments moments,
      ImportMetrics metrics,
      ImportsConfig config) {
    this.reader = reader;
    this.flow = flow;
    this.fetcher = fetcher;
    this.writer = writer;
    this.quota = quota;
    this.arrears = arrears;
    this.moments = moments;
    this.metrics = metrics;
    this.config = config;
  }

  /**
   * Completes when the step is done, stale, or put off: then its record may go. It never fails:
   * what could not be written now is published again by the sweep for imports that stand still.
   */
  Uni<Void> work(Step step) {
    return reader
        .read(step)
        .chain(ready -> ready.map(this::timed).orElseGet(() -> Uni.createFrom().voidItem()))
        .onFailure()
        .recoverWithUni(
            failure -> {
              LOG.error(failure, "step left to the sweep", "import", step.importId());
              return Uni.createFrom().voidItem();
            });
  }

  private Uni<Void> timed(Ready ready) {
    return metrics.timed(ready.before().kind().code(), attempt(ready));
  }

  private Uni<StepOutcome> attempt(Ready ready) {
    Import i = ready.before();
    StepPayer payer = new StepPayer(quota, i.user(), priority(i.kind()));
    return end(
        i,
        payer,
        fetch(ready, payer)
            .chain(
                fetched ->
                    moment(fetched, payer)
                        .chain(moment -> writer.done(new Done(i, fetched, payer, moment)))));
  }

  /** Writes what a step has brought home; fails only where the store does. */
  Uni<StepOutcome> end(Import i, StepPayer payer, Fetched fetched, Moment moment) {
    return end(i, payer, writer.done(new Done(i, fetched, payer, moment)));
  }

  private Uni<StepOutcome> end(Import i, StepPayer payer, Uni<StepOutcome> work) {
    return settled(
        i,
        payer,
        work.ifNoItem()
            .after(config.stepHardLimit())
            .recoverWithUni(() -> writer.timedOut(i, payer)));
  }

  /** Writes that a step hit the hard limit; fails only where the store does. */
  Uni<StepOutcome> timedOut(Import i, StepPayer payer) {
    return settled(i, payer, writer.timedOut(i, payer));
  }

  private Uni<StepOutcome> settled(Import i, StepPayer payer, Uni<StepOutcome> work) {
    return work.onFailure(failure -> !(failure instanceof StaleStepException))
        .recoverWithUni(failure -> writer.broken(i, payer, failure))
        .onFailure(StaleStepException.class)
        .recoverWithUni(() -> writer.writeOff(i, payer))
        .invoke(payer::booked)
        .onFailure()
        .invoke(() -> arrears.add(i.user(), Optional.of(i.id()), payer));
  }

  private Uni<Fetched> fetch(Ready ready, StepPayer payer) {
    Instant deadline = moments.now().now().plus(config.stepSoftLimit());
    return flow.enter()
        .chain(() -> fetcher.fetch(ready, payer, deadline))
        .onFailure(YouTubeFailure.RateLimited.class)
        .recoverWithItem(Fetched::heldBack);
  }

  /**
   * The moment a step's calls ended. Google counts better than we do: where it says that the day is
   * used up, nobody asks again.
   */
  Uni<Moment> moment(Fetched fetched, StepPayer payer) {
    Moment moment = moments.now();
    Optional<Charge.Granted> last = payer.last();
    return fetched.saysDayUsedUp() && last.isPresent()
        ? quota
            .close(last.get().bucket(), last.get().day())
            .map(reopens -> new Moment(moment.now(), reopens))
            // The bucket stays open, and who asks next is refused by Google.
            .onFailure(QuotaUnavailableException.class)
            .recoverWithItem(moment)
        : Uni.createFrom().item(moment);
  }

  static Priority priority(TargetKind kind) {
    return kind == TargetKind.VIDEO ? Priority.INTERACTIVE : Priority.BULK;
  }
}
