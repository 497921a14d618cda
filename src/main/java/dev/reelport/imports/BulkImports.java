package dev.reelport.imports;

import dev.reelport.outbox.Outbox;
import dev.reelport.platform.Ids;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.StoreFailures;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Many imports asked for at once: written together or not at all, and then imports as all others
 * are. Every method sees one user's only.
 */
@ApplicationScoped
public class BulkImports {

  private final BulkStore bulks;
  private final ImportStore imports;
  private final Announcer announcer;
  private final Publisher publisher;
  private final Sessions sessions;
  private final ImportsConfig config;
  private final InstantSource clock;

  BulkImports(
      BulkStore bulks,
      ImportStore imports,
      Announcer announcer,
      Publisher publisher,
      Sessions sessions,
      ImportsConfig config,
      InstantSource clock) {
    this.bulks = bulks;
    this.imports = imports;
    this.announcer = announcer;
    this.publisher = publisher;
    this.sessions = sessions;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Takes a request: a parent row, an import and its event for each target, and the first steps, in
   * one transaction. A repeat of the request id answers the first one.
   *
   * @return what it is now; fails with {@link ImportConflict} if the request id stands for another
   *     request
   */
  public Uni<BulkView> accept(BulkRequest request) {
    Instant now = clock.instant();
    BulkId id = new BulkId(Ids.next());
    return sessions
        .ofUser(request.user(), session -> write(session, id, request, now))
        .onFailure(StoreFailures::mayPass)
        .invoke(() -> publisher.doubt(request.user()))
        .invoke(publisher::publish)
        .chain(batch -> batch.ids().isEmpty() ? repeated(request) : Uni.createFrom().item(id))
        .chain(accepted -> find(request.user(), accepted))
        .map(Optional::orElseThrow);
  }

  /** Writes it all; nothing if the request id is taken. */
  private Uni<Outbox.Batch> write(
      Mutiny.Session session, BulkId id, BulkRequest request, Instant now) {
    List<Import> made =
        request.requests().stream()
            .map(one -> Import.queued(new ImportId(Ids.next()), one, now))
            .toList();
    return bulks
        .insert(session, id, request, now)
        .chain(
            inserted ->
                inserted
                    ? bulks
                        .insert(session, id, made, config.sideBySide())
                        .chain(inTurn -> announcer.accepted(session, made, inTurn, now))
                    : Uni.createFrom().item(Outbox.Batch.EMPTY));
  }

  private Uni<BulkId> repeated(BulkRequest request) {
    return first(request)
        .map(Optional::orElseThrow)
        .invoke(
            first -> {
              if (!bulks.isSame(first, request)) {
                throw new ImportConflict(
                    ImportConflict.Kind.IDEMPOTENCY_CONFLICT,
                    "This key already stands for a bulk import of other targets or with other"
                        + " options. Use a new one for a new bulk import.");
              }
            })
        .map(BulkStore.Known::id);
  }

  private Uni<Optional<BulkStore.Known>> first(BulkRequest request) {
    return request
        .requestId()
        .map(
            key ->
                sessions.ofUser(
                    request.user(), session -> bulks.byRequestId(session, request.user(), key)))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /** Whether the request's id is one that the user has used before. */
  public Uni<Boolean> isRepeat(BulkRequest request) {
    return first(request).map(Optional::isPresent);
  }

  /** What the user's bulk import is now; empty also for another user's. */
  public Uni<Optional<BulkView>> find(UserId user, BulkId id) {
    return sessions.ofUser(user, session -> bulks.byId(session, user, id));
  }

  /** The user's bulk imports behind the given one, newest first. */
  public Uni<List<BulkView>> list(UserId user, Optional<BulkId> behind, int limit) {
    return sessions.ofUser(user, session -> bulks.list(session, user, behind, limit));
  }

  /** Its imports behind the given one, in the order of their targets. */
  public Uni<List<ImportView>> imports(
      UserId user, BulkId id, Optional<ImportStatus> status, Optional<ImportId> behind, int limit) {
    return sessions
        .ofUser(user, session -> imports.ofBulk(session, user, id, status, behind, limit))
        .map(found -> found.stream().map(Import::view).toList());
  }

  /**
   * Ends all of its imports that have not ended, in one transaction.
   *
   * @return what it is now; empty if the user has none of that id, fails with {@link
   *     ImportConflict} if all have ended
   */
  public Uni<Optional<BulkView>> cancel(UserId user, BulkId id) {
    return find(user, id)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(found)
                    : cancelAll(user, id).chain(() -> find(user, id)));
  }

  private record Ended(List<Import> imports, Outbox.Batch batch) {}

  private Uni<Void> cancelAll(UserId user, BulkId id) {
    Instant now = clock.instant();
    return sessions
        .ofUser(
            user,
            session ->
                bulks
                    .cancel(session, user, id, now)
                    .invoke(BulkImports::requireSome)
                    .chain(
                        ended ->
                            announcer
                                .moved(session, ended, now)
                                .map(batch -> new Ended(ended, batch))))
        .onFailure(StoreFailures::mayPass)
        .invoke(() -> publisher.doubt(user))
        .invoke(ended -> publisher.publish(ended.imports(), ended.batch()))
        .replaceWithVoid();
  }

  private static void requireSome(List<Import> ended) {
    if (ended.isEmpty()) {
      throw new ImportConflict(
          ImportConflict.Kind.NOT_CANCELLABLE, "All imports of this bulk import have ended.");
    }
  }
}
