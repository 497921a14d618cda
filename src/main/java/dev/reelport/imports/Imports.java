package dev.reelport.imports;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What people and services can do with imports. Every method sees one user's imports only. */
@ApplicationScoped
public class Imports {

  /**
   * Takes a request: one import row and its first step in one transaction. A repeat of the request
   * id answers the first import.
   *
   * @return the import; fails with {@link ImportConflict} if the request id stands for another
   *     target or other options
   */
  public Uni<ImportView> accept(ImportRequest request) {
    throw new UnsupportedOperationException();
  }

  /** What the import would do and cost; fails with {@link PreviewRefusal}. */
  public Uni<Preview> preview(ImportRequest request) {
    throw new UnsupportedOperationException();
  }

  /** The user's import; empty also for another user's. */
  public Uni<Optional<ImportView>> find(UserId user, ImportId id) {
    throw new UnsupportedOperationException();
  }

  /** The user's imports behind the given one, newest first, at most {@code limit}. */
  public Uni<List<ImportView>> list(
      UserId user, Optional<ImportStatus> status, Optional<ImportId> after, int limit) {
    throw new UnsupportedOperationException();
  }

  /** A row of a list together with its place in the list. */
  public record Placed<T>(long place, T value) {}

  /** The videos of an import with these outcomes, in the order they were decided. */
  public Uni<List<Placed<ItemView>>> items(
      UserId user, ImportId id, Set<Outcome> outcomes, long afterPlace, int limit) {
    throw new UnsupportedOperationException();
  }

  /** Ends an import; empty if the user has none of that id, fails with {@link ImportConflict}. */
  public Uni<Optional<ImportView>> cancel(UserId user, ImportId id) {
    throw new UnsupportedOperationException();
  }

  /** Goes on where the import stopped; empty if there is none, fails {@link ImportConflict}. */
  public Uni<Optional<ImportView>> retry(UserId user, ImportId id) {
    throw new UnsupportedOperationException();
  }

  /**
   * The import's state now and after every change within a second, up to its final state; versions
   * may be skipped.
   *
   * @param seen the version the caller has, 0 for none: only newer ones come
   */
  public Multi<ImportView> watch(UserId user, ImportId id, long seen) {
    throw new UnsupportedOperationException();
  }
}
