package dev.reelport.sources;

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

  RunNews(
      SourceStore sources,
      RunItems items,
      WatchedLists lists,
      Rhythm rhythm,
      Outbox outbox,
      RowJson json) {
    this.sources = sources;
    this.items = items;
    this.lists = lists;
    this.rhythm = rhythm;
    this.outbox = outbox;
    this.json = json;
  }

  @Override
  public Uni<Origin> kept(Mutiny.Session session, KeptList list) {
    Source made = Source.keeping(new SourceId(Ids.next()), list, firstCheck(list.now()));
    return sources
        .keep(session, made)
        .call(() -> lists.watch(session, list.list(), list.kind(), list.target(), list.now()))
        .map(id -> new Origin(id.value(), Rung.SWEEP.code()));
  }

  private Instant firstCheck(Instant now) {
    return rhythm.next(SyncInterval.ADAPTIVE, Pace.UNKNOWN, now).orElseThrow();
  }

  @Override
  public Uni<Outbox.Batch> moved(Mutiny.Session session, RunStep step) {
    return sources
        .locked(session, new SourceId(step.origin().source()))
        .chain(
            found ->
                found
                    .map(source -> moved(session, source, step))
                    // Its user keeps it in sync no longer.
                    .orElseGet(() -> Uni.createFrom().item(Outbox.Batch.EMPTY)));
  }

  private Uni<Outbox.Batch> moved(Mutiny.Session session, Source source, RunStep step) {
    Decider decider =
        new Decider(
            source.id(), source.user(), step.run().id(), Rung.of(step.origin().rung()), step.now());
    return items
        .decide(session, decider, step.decided())
        .chain(
            () ->
                step.run().status().isFinal()
                    ? ended(session, source, step)
                    : Uni.createFrom().item(Outbox.Batch.EMPTY));
  }

  private Uni<Outbox.Batch> ended(Mutiny.Session session, Source source, RunStep step) {
    return items
        .letGo(session, step.run().id(), step.now())
        .chain(() -> items.published(session, source.id(), MOST_FOR_PACE))
        .map(Pace::of)
        .call(pace -> lists.learn(session, source.list(), pace))
        .chain(pace -> after(session, source, step, pace))
        .call(after -> sources.save(session, after))
        .chain(after -> tell(session, after, step));
  }

  private Uni<Source> after(Mutiny.Session session, Source source, RunStep step, Pace pace) {
    ImportView run = step.run();
    boolean reconnects =
        run.error() != null && run.error().code() == FailureCode.RECONNECT_REQUIRED;
    Source told = source.afterRun(Optional.ofNullable(run.title()), reconnects, step.now());
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

  private Uni<Outbox.Batch> tell(Mutiny.Session session, Source source, RunStep step) {
    String id = source.id().toString();
    CloudEvent event =
        new CloudEvent(id + "-" + step.run().id() + "-synced", "source.synced", id, step.now());
    SourceView view = SourceView.of(source, Optional.of(step.run()));
    return outbox.append(
        session, List.of(event.record(source.user().value(), view, json)), step.now());
  }
}
