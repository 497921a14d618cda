package dev.reelport.sources;

import dev.reelport.audit.AuditLog;
import dev.reelport.audit.Deed;
import dev.reelport.audit.Deed.Action;
import dev.reelport.imports.DryRun;
import dev.reelport.imports.DryRuns;
import dev.reelport.imports.FoundList;
import dev.reelport.imports.ImportId;
import dev.reelport.imports.ImportView;
import dev.reelport.imports.PreviewRefusal;
import dev.reelport.imports.Runs;
import dev.reelport.imports.TargetLists;
import dev.reelport.outbox.Relay;
import dev.reelport.platform.Ids;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.StoreFailures;
import dev.reelport.platform.UserId;
import dev.reelport.youtube.Target;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** What people do with sources. Every method sees one user's sources only. */
@ApplicationScoped
public class Sources {

  private final SourceStore store;
  private final SourceChanges changes;
  private final TargetLists lists;
  private final DryRuns dryRuns;
  private final Runs runs;
  private final AuditLog audit;
  private final Relay relay;
  private final Sessions sessions;
  private final InstantSource clock;

  Sources(
      SourceStore store,
      SourceChanges changes,
      TargetLists lists,
      DryRuns dryRuns,
      Runs runs,
      AuditLog audit,
      Relay relay,
      Sessions sessions,
      InstantSource clock) {
    this.store = store;
    this.changes = changes;
    this.lists = lists;
    this.dryRuns = dryRuns;
    this.runs = runs;
    this.audit = audit;
    this.relay = relay;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** A source, and whether there was none before. */
  public record Made(SourceView source, boolean created) {}

  /**
   * Keeps a list in sync from now on, unless the user does so already; its first run begins at
   * once, except where the interval is manual. Whom a handle belongs to is looked up, and the user
   * pays for that: fails with {@link PreviewRefusal}.
   *
   * @param actor who wants it so: the user, or whoever acts for them
   */
  public Uni<Made> create(UserId user, UserId actor, SourceBody body) {
    Target target = body.parsed();
    Settings settings = body.settings();
    return existing(user, target)
        .chain(
            found ->
                found
                    .map(source -> shown(user, source).map(view -> new Made(view, false)))
                    .orElseGet(() -> make(user, actor, target, body.target(), settings)));
  }

  /**
   * What the source would take of the newest videos of its list, without making it; at most 4
   * units, which the user pays. Fails with {@link PreviewRefusal}.
   */
  public Uni<DryRun> dryRun(UserId user, SourceBody body) {
    Target target = body.parsed();
    Settings settings = body.settings();
    return find(user, target)
        .map(
            list ->
                Source.wanted(
                    new SourceId(Ids.next()), user, body.target(), list, settings, clock.instant()))
        .chain(
            source ->
                dryRuns.of(source.run(new ImportId(Ids.next()), Rung.PAGE, Optional.empty())));
  }

  private Uni<Optional<Source>> existing(UserId user, Target target) {
    return lists
        .known(target)
        .map(known -> sessions.ofUser(user, session -> store.byList(session, user, known.list())))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Made> make(
      UserId user, UserId actor, Target target, String written, Settings settings) {
    return find(user, target)
        .map(
            list ->
                Source.wanted(
                    new SourceId(Ids.next()), user, written, list, settings, clock.instant()))
        .chain(
            wanted ->
                commit(user, session -> made(session, wanted, actor).map(Optional::of))
                    .map(Optional::orElseThrow)
                    .chain(
                        made ->
                            shown(user, made.source())
                                .map(
                                    view ->
                                        new Made(view, made.source().id().equals(wanted.id())))));
  }

  private Uni<Changed> made(Mutiny.Session session, Source wanted, UserId actor) {
    return changes
        .make(session, wanted, clock.instant())
        .call(
            made ->
                made.source().id().equals(wanted.id())
                    ? audit.add(
                        session, deed(Action.SOURCE_MADE, wanted.user(), actor, wanted.id()))
                    : Uni.createFrom().voidItem());
  }

  private static Deed deed(Action action, UserId user, UserId actor, SourceId id) {
    return Deed.of(action, Optional.of(actor), user, id);
  }

  // While YouTube cannot be asked, an id says enough.
  private Uni<FoundList> find(UserId user, Target target) {
    return lists
        .find(user, target)
        .onFailure(
            failure ->
                failure instanceof PreviewRefusal && !(failure instanceof PreviewRefusal.NotFound))
        .recoverWithUni(
            failure ->
                lists
                    .known(target)
                    .map(known -> Uni.createFrom().item(known))
                    .orElseGet(() -> Uni.createFrom().failure(failure)));
  }

  /** The user's source; empty also for another user's. */
  public Uni<Optional<SourceView>> of(UserId user, SourceId id) {
    return sessions.ofUser(
        user,
        session ->
            store
                .byId(session, user, id)
                .chain(found -> views(session, found.stream().toList()))
                .map(views -> views.stream().findFirst()));
  }

  /** The user's sources behind the given one, newest first, at most {@code limit}. */
  public Uni<List<SourceView>> list(UserId user, Optional<SourceId> after, int limit) {
    return sessions.ofUser(
        user,
        session -> store.list(session, user, after, limit).chain(found -> views(session, found)));
  }

  private Uni<SourceView> shown(UserId user, Source source) {
    return sessions
        .ofUser(user, session -> views(session, List.of(source)))
        .map(views -> views.get(0));
  }

  private Uni<List<SourceView>> views(Mutiny.Session session, List<Source> sources) {
    return runs.byIds(
            session,
            sources.stream()
                .flatMap(source -> source.standing().lastRun().stream())
                .map(ImportId::value)
                .toList())
        .map(
            found ->
                sources.stream()
                    .map(
                        source ->
                            SourceView.of(
                                source,
                                source.standing().lastRun().map(run -> found.get(run.value()))))
                    .toList());
  }

  /** Changes a source; empty if the user has none of that id. */
  public Uni<Optional<SourceView>> change(
      UserId user, UserId actor, SourceId id, SourcePatch patch) {
    return onOwn(
            user,
            id,
            (session, source, now) ->
                changes
                    .apply(session, source, patch, now)
                    .call(() -> audit.add(session, deed(Action.SOURCE_CHANGED, user, actor, id))))
        .chain(
            changed ->
                changed.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : shown(user, changed.get().source()).map(Optional::of));
  }

  /**
   * Reads the whole list now.
   *
   * @return the import that does, also if it is under way already; empty if there is no source
   */
  public Uni<Optional<ImportView>> sync(UserId user, SourceId id) {
    return onOwn(user, id, changes::sync).map(synced -> synced.flatMap(Changed::run));
  }

  /** Keeps the list in sync no longer; its projects stay. Whether there was a source. */
  public Uni<Boolean> delete(UserId user, UserId actor, SourceId id) {
    return sessions.ofUser(
        user,
        session ->
            store
                .delete(session, user, id)
                .call(
                    deleted ->
                        deleted
                            ? audit.add(session, deed(Action.SOURCE_DELETED, user, actor, id))
                            : Uni.createFrom().voidItem()));
  }

  private interface Change {
    Uni<Changed> of(Mutiny.Session session, Source source, Instant now);
  }

  private Uni<Optional<Changed>> onOwn(UserId user, SourceId id, Change change) {
    return commit(
        user,
        session ->
            store
                .locked(session, id)
                .map(found -> found.filter(source -> source.user().equals(user)))
                .chain(
                    found ->
                        found.isEmpty()
                            ? Uni.createFrom().item(Optional.empty())
                            : change.of(session, found.get(), clock.instant()).map(Optional::of)));
  }

  private Uni<Optional<Changed>> commit(
      UserId user, Function<Mutiny.Session, Uni<Optional<Changed>>> work) {
    return sessions
        .ofUser(user, work)
        .onFailure(StoreFailures::mayPass)
        .invoke(() -> relay.doubt(user.value()))
        .invoke(changed -> changed.ifPresent(done -> relay.publish(done.batch())));
  }
}
