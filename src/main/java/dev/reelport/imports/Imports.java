package dev.reelport.imports;

import dev.reelport.platform.Sessions;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What people and services can do with imports. Every method sees one user's imports only. */
@ApplicationScoped
public class Imports {

  private final Commands commands;
  private final Previews previews;
  private final ImportStore imports;
  private final ItemStore items;
  private final Followers followers;
  private final Sessions sessions;

  Imports(
      Commands commands,
      Previews previews,
      ImportStore imports,
      ItemStore items,
      Followers followers,
      Sessions sessions) {
    this.commands = commands;
    this.previews = previews;
    this.imports = imports;
    this.items = items;
    this.followers = followers;
    this.sessions = sessions;
  }

  /**
   * Takes a request: one import row and its first step in one transaction. A repeat of the request
   * id answers the first import.
   *
   * @return the import; fails with {@link ImportConflict} if the request id stands for another
   *     target or other options
   */
  public Uni<ImportView> accept(ImportRequest request) {
    return commands.accept(request);
  }

  /** Whether the request's id is one that the user has used before. */
  public Uni<Boolean> isRepeat(ImportRequest request) {
    return request
        .requestId()
        .map(
            id ->
                sessions
                    .ofUser(
                        request.user(), session -> imports.byRequestId(session, request.user(), id))
                    .map(Optional::isPresent))
        .orElseGet(() -> Uni.createFrom().item(false));
  }

  /** What the import would do and cost; fails with {@link PreviewRefusal}. */
  public Uni<Preview> preview(ImportRequest request) {
    return previews.preview(request);
  }

  /** The user's import; empty also for another user's. */
  public Uni<Optional<ImportView>> find(UserId user, ImportId id) {
    return sessions
        .ofUser(user, session -> imports.byId(session, user, id))
        .map(found -> found.map(Import::view));
  }

  /**
   * Which imports are wanted.
   *
   * @param source whose runs they are
   */
  public record Wanted(Optional<ImportStatus> status, Optional<UUID> source) {

    /** All there are. */
    public static final Wanted ALL = new Wanted(Optional.empty(), Optional.empty());
  }

  /** The user's imports behind the given one, newest first, at most {@code limit}. */
  public Uni<List<ImportView>> list(
      UserId user, Wanted wanted, Optional<ImportId> after, int limit) {
    return sessions
        .ofUser(user, session -> imports.list(session, user, wanted, after, limit))
        .map(found -> found.stream().map(Import::view).toList());
  }

  /** A row of a list together with its place in the list. */
  public record Placed<T>(long place, T value) {}

  /**
   * The videos of an import with these outcomes, in the order they were decided. Whose import it is
   * has to be asked first: of another user's, nothing comes.
   */
  public Uni<List<Placed<ItemView>>> items(
      UserId user, ImportId id, Set<Outcome> outcomes, long afterPlace, int limit) {
    return sessions.ofUser(
        user,
        session ->
            imports
                .byId(session, user, id)
                .chain(
                    found ->
                        found.isEmpty()
                            ? Uni.createFrom().item(List.of())
                            : items.list(session, id, outcomes, afterPlace, limit)));
  }

  /** Ends an import; empty if the user has none of that id, fails with {@link ImportConflict}. */
  public Uni<Optional<ImportView>> cancel(UserId user, ImportId id) {
    return commands.cancel(user, id);
  }

  /** Goes on where the import stopped; empty if there is none, fails {@link ImportConflict}. */
  public Uni<Optional<ImportView>> retry(UserId user, ImportId id) {
    return commands.retry(user, id);
  }

  /**
   * The import's state now and after every change within a second, up to its final state; versions
   * may be skipped. Of another user's import nothing comes.
   *
   * @param seen the version the caller has, 0 for none: only newer ones come
   */
  public Multi<ImportView> watch(UserId user, ImportId id, long seen) {
    return find(user, id)
        .onItem()
        .transformToMulti(
            found ->
                found
                    .map(view -> followers.follow(view, seen))
                    .orElseGet(() -> Multi.createFrom().empty()));
  }
}
