package dev.reelport.sources;

import dev.reelport.audit.AuditLog;
import dev.reelport.audit.Deed;
import dev.reelport.audit.Deed.Action;
import dev.reelport.imports.FailureCode;
import dev.reelport.imports.ImportStatus;
import dev.reelport.imports.ImportView;
import dev.reelport.imports.Origin;
import dev.reelport.imports.RunObserver;
import dev.reelport.outbox.CloudEvent;
import dev.reelport.outbox.Outbox;
import dev.reelport.platform.Ids;
import dev.reelport.platform.RowJson;
import dev.reelport.sources.RunItems.Decider;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps sources up to date with what their runs do. */
@ApplicationScoped
class RunNews implements RunObserver {

  /** So many videos say in which rhythm a list grows. */
  private static final int MOST_FOR_PACE = 20;

  private final SourceStore sources;
  private final RunItems items;
  private final WatchedLists lists;
  private final Rhythm rhythm;
  private final Outbox outbox;
  private final RowJson json;
  private final AuditLog audit;

  RunNews(
      SourceStore sources,
      RunItems items,
      WatchedLists lists,
      Rhythm rhythm,
      Outbox outbox,
      RowJson json,
      AuditLog audit) {
    this.sources = sources;
    this.items = items;
    this.lists = lists;
    this.rhythm = rhythm;
    this.outbox = outbox;
    this.json = json;
    this.audit = audit;
  }

  @Override
  public Uni<Origin> kept(Mutiny.Session session, KeptList list) {
    Source made = Source.keeping(new SourceId(Ids.next()), list, firstCheck(list.now()));
    return sources
        .keep(session, made)
        .call(() -> lists.watch(session, list.list(), list.kind(), list.target(), list.now()))
        .call(id -> id.equals(made.id()) ? audit.add(session, kept(made)) : nothing())
        .map(id -> new Origin(id.value(), Rung.SWEEP.code()));
  }

  // An import wanted it so; whoever asked for that is not known here any more.
  private static Deed kept(Source made) {
    return Deed.of(Action.SOURCE_MADE, Optional.empty(), made.user(), made.id());
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private Instant firstCheck(Instant now) {
    return rhythm.next(SyncInterval.ADAPTIVE, Pace.UNKNOWN, now).orElseThrow();
  }

  @Override
  public Uni<Outbox.Batch> moved(Mutiny.Session session, RunStep step) {
    SourceId id = new SourceId(step.origin().source());
    // Whose user keeps it in sync no longer has nothing to be written.
    return step.run().status().isFinal()
        ? sources
            .locked(session, id)
            .chain(found -> found.map(source -> last(session, source, step)).orElseGet(this::none))
        : sources
            .held(session, id)
            .chain(is -> is ? decide(session, step) : Uni.createFrom().voidItem())
            .chain(this::none);
  }

  private Uni<Outbox.Batch> last(Mutiny.Session session, Source source, RunStep step) {
    return decide(session, step).chain(() -> ended(session, source, step));
  }

  private Uni<Void> decide(Mutiny.Session session, RunStep step) {
    Decider decider =
        new Decider(
            new SourceId(step.origin().source()),
            step.user(),
            step.run().id(),
            Rung.of(step.origin().rung()),
            step.now());
    return items.decide(session, decider, step.decided());
  }

  private Uni<Outbox.Batch> none() {
    return Uni.createFrom().item(Outbox.Batch.EMPTY);
  }

  private Uni<Outbox.Batch> ended(Mutiny.Session session, Source source, RunStep step) {
    return items
        .letGo(session, step.run().id(), step.now())
        .chain(() -> items.published(session, source.id(), MOST_FOR_PACE))
        .map(Pace::of)
        .call(pace -> lists.learn(session, source.list(), pace, step.listed(), step.now()))
        .chain(pace -> after(session, source, step, pace))
        .call(after -> sources.save(session, after))
        .chain(after -> tell(session, after, step));
  }

  private Uni<Source> after(Mutiny.Session session, Source source, RunStep step, Pace pace) {
    ImportView run = step.run();
    Source told =
        source.afterRun(
            Optional.ofNullable(run.title()),
            needsGrant(source, step),
            run.status() == ImportStatus.SUCCEEDED ? step.granted() : source.standing().granted(),
            step.now());
    boolean swept =
        run.status() == ImportStatus.SUCCEEDED && Rung.of(step.origin().rung()) == Rung.SWEEP;
    if (!swept) {
      return Uni.createFrom().item(told);
    }
    Optional<Instant> next = rhythm.next(source.settings().interval(), pace, step.now());
    Source whole = told.swept(next, step.now());
    Integer most = run.options().maxVideos();
    return most == null || run.counts().discovered() < most || !source.startsAtItsCreation()
        ? Uni.createFrom().item(whole)
        : items.oldest(session, source.id()).map(oldest -> whole.startingAt(oldest, run.options()));
  }

  /** Whether the list is only shown to whoever has its user's grant, which is over. */
  private static boolean needsGrant(Source source, RunStep step) {
    if (step.run().error() == null) {
      return false;
    }
    FailureCode code = step.run().error().code();
    boolean unseen = code == FailureCode.NOT_FOUND || code == FailureCode.PRIVATE;
    return code == FailureCode.RECONNECT_REQUIRED
        || (unseen && source.standing().granted() && !step.granted());
  }

  private Uni<Outbox.Batch> tell(Mutiny.Session session, Source source, RunStep step) {
    String id = source.id().toString();
    // A run that is retried ends once more, as a later version of itself.
    String end = step.run().id() + "-" + step.run().version() + "-synced";
    CloudEvent event = new CloudEvent(end, "source.synced", id, step.now());
    SourceView view = SourceView.of(source, Optional.of(step.run()));
    return outbox.append(
        session, List.of(event.record(source.user().value(), view, json)), step.now());
  }
}
