package dev.reelport.imports;

import dev.reelport.imports.Commit.Committed;
import dev.reelport.platform.Ids;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.StoreFailures;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What people tell imports to do: each one transaction, told to the world after its commit. */
@ApplicationScoped
class Commands {

  /** A step may move the import between our look and our write; its person should not notice. */
  private static final int RACES = 10;

  private final ImportStore imports;
  private final ItemStore items;
  private final Announcer announcer;
  private final Observed observed;
  private final Publisher publisher;
  private final Sessions sessions;
  private final ImportsConfig config;
  private final InstantSource clock;

  Commands(
      ImportStore imports,
      ItemStore items,
      Announcer announcer,
      Observed observed,
      Publisher publisher,
      Sessions sessions,
      ImportsConfig config,
      InstantSource clock) {
    this.imports = imports;
    this.items = items;
    this.announcer = announcer;
    this.observed = observed;
    this.publisher = publisher;
    this.sessions = sessions;
    this.config = config;
    this.clock = clock;
  }

  Uni<ImportView> accept(ImportRequest request) {
    Instant now = clock.instant();
    Import made = Import.queued(new ImportId(Ids.next()), request, now);
    return sessions
        .ofUser(
            request.user(),
            session ->
                imports
                    .insert(session, made, config.sideBySide())
                    .chain(
                        inTurn ->
                            inTurn.isPresent()
                                ? announce(session, made, inTurn.get(), now).map(Optional::of)
                                : Uni.createFrom().item(Optional.<Committed>empty())))
        .onFailure(StoreFailures::mayPass)
        .invoke(() -> publisher.doubt(request.user()))
        .invoke(committed -> committed.ifPresent(publisher::publish))
        .chain(
            committed ->
                committed
                    .map(c -> Uni.createFrom().item(c.after()))
                    .orElseGet(() -> repeated(request)))
        .map(Import::view);
  }

  private Uni<Committed> announce(
      Mutiny.Session session, Import made, boolean inTurn, Instant now) {
    return observed
        .accepted(session, made, now)
        .chain(
            kept ->
                announcer
                    .accepted(session, kept, inTurn, now)
                    .map(batch -> new Committed(kept, batch)));
  }

  private Uni<Import> repeated(ImportRequest request) {
    String requestId = request.requestId().orElseThrow();
    return sessions
        .ofUser(request.user(), session -> imports.byRequestId(session, request.user(), requestId))
        .map(Optional::orElseThrow)
        .invoke(first -> requireSame(first.request(), request));
  }

  private static void requireSame(ImportRequest first, ImportRequest repeat) {
    boolean same =
        first.target().canonical().equals(repeat.target().canonical())
            && first.options().equals(repeat.options());
    if (!same) {
      throw new ImportConflict(
          ImportConflict.Kind.IDEMPOTENCY_CONFLICT,
          "This request id already stands for an import with another target or other options."
              + " Use a new one for a new import.");
    }
  }

  Uni<Optional<ImportView>> cancel(UserId user, ImportId id) {
    return change(user, id, (session, i) -> Uni.createFrom().item(cancelled(i)));
  }

  private Import cancelled(Import i) {
    if (i.state() instanceof ImportState.Active active) {
      return i.moved(active.cancel(), i.progress(), 0, clock.instant());
    }
    throw new ImportConflict(
        ImportConflict.Kind.NOT_CANCELLABLE,
        "The import has already ended as " + i.state().status().code() + ".");
  }

  Uni<Optional<ImportView>> retry(UserId user, ImportId id) {
    return change(user, id, this::retried);
  }

  private Uni<Import> retried(Mutiny.Session session, Import i) {
    boolean undone =
        !(i.state() instanceof ImportState.Succeeded) || i.progress().counts().failed() > 0;
    if (!(i.state() instanceof ImportState.Final ended) || !undone) {
      throw new ImportConflict(
          ImportConflict.Kind.NOT_RETRYABLE,
          "Only an import that failed, was cancelled or has failed videos can be retried; this one"
              + " is "
              + i.state().status().code()
              + ".");
    }
    return items
        .takeFailed(session, i.id())
        .map(failed -> i.moved(ended.retry(), again(i.progress(), failed), 0, clock.instant()));
  }

  private Progress again(Progress progress, List<String> failed) {
    List<String> pending = new ArrayList<>(progress.cursor().pending());
    pending.addAll(failed);
    return progress
        .withCursor(progress.cursor().withPending(pending).calmed())
        .withCounts(progress.counts().withoutFailed())
        .made(clock.instant());
  }

  private interface Change {
    Uni<Import> of(Mutiny.Session session, Import i);
  }

  private Uni<Optional<ImportView>> change(UserId user, ImportId id, Change change) {
    return sessions
        .ofUser(
            user,
            session ->
                imports
                    .byId(session, user, id)
                    .chain(
                        found ->
                            found
                                .map(i -> write(session, i, change).map(Optional::of))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))))
        .onFailure(StoreFailures::mayPass)
        .invoke(() -> publisher.doubt(user))
        .onFailure(StaleStepException.class)
        .retry()
        .atMost(RACES)
        .invoke(committed -> committed.ifPresent(publisher::publish))
        .map(committed -> committed.map(c -> c.after().view()));
  }

  private Uni<Committed> write(Mutiny.Session session, Import i, Change change) {
    Instant now = clock.instant();
    return change
        .of(session, i)
        .call(next -> imports.save(session, next, i.version(), 0, now))
        .chain(
            next ->
                announcer
                    .moved(session, next, List.of(), List.of(), now)
                    .chain(
                        batch ->
                            observed
                                .moved(session, next, List.of(), now)
                                .map(told -> new Committed(next, batch.and(told)))));
  }
}
