package dev.reelport.imports;

import dev.reelport.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The imports that sources start. Every method works in the caller's transaction. */
@ApplicationScoped
public class Runs {

  private final RunStore store;
  private final ImportStore imports;
  private final Announcer announcer;
  private final ImportsConfig config;
  private final InstantSource clock;

  Runs(
      RunStore store,
      ImportStore imports,
      Announcer announcer,
      ImportsConfig config,
      InstantSource clock) {
    this.store = store;
    this.imports = imports;
    this.announcer = announcer;
    this.config = config;
    this.clock = clock;
  }

  /**
   * What was started.
   *
   * @param imports in the order they were asked for
   * @param batch to be given to {@link dev.reelport.outbox.Relay#publish} after the commit
   */
  public record Started(List<ImportView> imports, Outbox.Batch batch) {}

  /** Starts runs, at most one a user. As with any import, users' lists take turns. */
  public Uni<Started> start(Mutiny.Session session, List<Run> runs) {
    if (runs.isEmpty()) {
      return Uni.createFrom().item(new Started(List.of(), Outbox.Batch.EMPTY));
    }
    Instant now = clock.instant();
    List<Import> made = runs.stream().map(run -> Import.queued(run, now)).toList();
    return store
        .insert(session, made, config.sideBySide(), now)
        .chain(inTurn -> announcer.accepted(session, made, inTurn, now))
        .map(batch -> new Started(made.stream().map(Import::view).toList(), batch));
  }

  /** The newest run of that origin that has not ended. */
  public Uni<Optional<ImportView>> open(Mutiny.Session session, Origin origin) {
    return imports.open(session, origin).map(found -> found.map(Import::view));
  }

  /** Imports of any users, by their ids. */
  public Uni<Map<UUID, ImportView>> byIds(Mutiny.Session session, Collection<UUID> ids) {
    return imports
        .byIds(session, ids.stream().map(ImportId::new).toList())
        .map(
            found ->
                found.stream()
                    .map(Import::view)
                    .collect(Collectors.toMap(view -> view.id().value(), Function.identity())));
  }
}
