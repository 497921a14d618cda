package dev.reelport.imports;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Imports in memory: accepts, answers, and does no work. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeImports extends Imports {

  private record Owned(UserId user, ImportRequest request, ImportView view) {}

  private final Map<UUID, Owned> rows = new ConcurrentSkipListMap<>();
  private final Map<UUID, List<Placed<ItemView>>> items = new ConcurrentHashMap<>();
  private final Map<UUID, Multi<ImportView>> changes = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong(1);
  private volatile Optional<Supplier<RuntimeException>> trouble = Optional.empty();

  public FakeImports() {
    super(null, null, null, null, null, null);
  }

  /** Everything fails like this from now on; empty: nothing does. */
  public void failWith(Optional<Supplier<RuntimeException>> failure) {
    trouble = failure;
  }

  @Override
  public Uni<Boolean> isRepeat(ImportRequest request) {
    return Uni.createFrom()
        .item(
            rows.values().stream()
                .filter(row -> row.user().equals(request.user()))
                .anyMatch(
                    row ->
                        request.requestId().isPresent()
                            && row.request().requestId().equals(request.requestId())));
  }

  /** What {@link #watch} will tell of the import. */
  public void willChange(ImportId id, Multi<ImportView> states) {
    changes.put(id.value(), states);
  }

  /** What became of the videos of the import. */
  public void hasItems(ImportId id, List<ItemView> views) {
    List<Placed<ItemView>> placed = new ArrayList<>();
    views.forEach(view -> placed.add(new Placed<>(placed.size() + 1L, view)));
    items.put(id.value(), placed);
  }

  /** The same import in another state. */
  public static ImportView at(ImportView view, ImportStatus status, long version) {
    return new ImportView(
        view.id(),
        view.kind(),
        view.target(),
        view.title(),
        status,
        null,
        view.counts(),
        view.units(),
        view.options(),
        view.requestId(),
        view.sourceId(),
        view.rung(),
        version,
        view.createdAt(),
        null,
        null,
        null);
  }

  @Override
  public Uni<ImportView> accept(ImportRequest request) {
    trouble.ifPresent(
        failure -> {
          throw failure.get();
        });
    for (Owned row : rows.values()) {
      boolean same =
          request.requestId().isPresent()
              && row.user().equals(request.user())
              && row.request().requestId().equals(request.requestId());
      if (same) {
        return row.request().target().equals(request.target())
            ? Uni.createFrom().item(row.view())
            : Uni.createFrom()
                .failure(
                    new ImportConflict(
                        ImportConflict.Kind.IDEMPOTENCY_CONFLICT, "The key is taken."));
      }
    }
    ImportId id = new ImportId(new UUID(0x0190_0000_0000_7000L, ids.getAndIncrement()));
    ImportView view =
        new ImportView(
            id,
            TargetKind.of(request.target()),
            request.written(),
            null,
            ImportStatus.QUEUED,
            null,
            new ImportView.CountsView(0, 0, 0, 0, 0, 0),
            new ImportView.Units(0, 0),
            request.options(),
            request.requestId().orElse(null),
            null,
            null,
            1,
            Instant.parse("2026-05-04T09:30:00.123456Z"),
            null,
            null,
            null);
    rows.put(id.value(), new Owned(request.user(), request, view));
    return Uni.createFrom().item(view);
  }

  @Override
  public Uni<Preview> preview(ImportRequest request) {
    trouble.ifPresent(
        failure -> {
          throw failure.get();
        });
    return Uni.createFrom()
        .item(new Preview(TargetKind.VIDEO, "A video", 1, 0, 1, true, Instant.EPOCH));
  }

  @Override
  public Uni<Optional<ImportView>> find(UserId user, ImportId id) {
    return Uni.createFrom()
        .item(
            Optional.ofNullable(rows.get(id.value()))
                .filter(row -> row.user().equals(user))
                .map(Owned::view));
  }

  @Override
  public Uni<List<ImportView>> list(
      UserId user, Wanted wanted, Optional<ImportId> after, int limit) {
    return Uni.createFrom()
        .item(
            rows.values().stream()
                .filter(row -> row.user().equals(user))
                .map(Owned::view)
                .sorted((a, b) -> b.id().value().compareTo(a.id().value()))
                .filter(view -> wanted.status().isEmpty() || view.status() == wanted.status().get())
                .filter(
                    view -> after.isEmpty() || view.id().value().compareTo(after.get().value()) < 0)
                .limit(limit)
                .toList());
  }

  @Override
  public Uni<List<Placed<ItemView>>> items(
      UserId user, ImportId id, Set<Outcome> outcomes, long afterPlace, int limit) {
    return Uni.createFrom()
        .item(
            items.getOrDefault(id.value(), List.of()).stream()
                .filter(row -> outcomes.contains(row.value().outcome()))
                .filter(row -> row.place() > afterPlace)
                .limit(limit)
                .toList());
  }

  @Override
  public Uni<Optional<ImportView>> cancel(UserId user, ImportId id) {
    return find(user, id)
        .invoke(
            found -> {
              if (found.isPresent()) {
                throw new ImportConflict(
                    ImportConflict.Kind.NOT_CANCELLABLE, "The import has ended already.");
              }
            });
  }

  @Override
  public Uni<Optional<ImportView>> retry(UserId user, ImportId id) {
    return find(user, id);
  }

  @Override
  public Multi<ImportView> watch(UserId user, ImportId id, long seen) {
    return changes
        .getOrDefault(id.value(), Multi.createFrom().empty())
        .filter(view -> view.version() > seen);
  }
}
