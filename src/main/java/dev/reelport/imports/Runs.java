package dev.reelport.imports;

import dev.reelport.outbox.Outbox;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
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
  private final ItemStore items;
  private final Announcer announcer;
  private final ImportsConfig config;
  private final InstantSource clock;

  Runs(
      RunStore store,
      ImportStore imports,
      ItemStore items,
      Announcer announcer,
      ImportsConfig config,
      InstantSource clock) {
    this.store = store;
    this.imports = imports;
    this.items = items;
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

  /** What the user's imports decided of a video, the newest first. */
  public Uni<List<MetView>> met(Mutiny.Session session, UserId user, String videoId, int most) {
    return items
        .met(session, videoId, most)
        .chain(
            met ->
                imports
                    .byIds(session, met.keySet())
                    .map(
                        found ->
                            found.stream()
                                .filter(i -> i.user().equals(user))
                                .sorted(Comparator.comparing(Runs::text).reversed())
                                .map(i -> met(i, met.get(i.id())))
                                .toList()));
  }

  private static String text(Import i) {
    return i.id().toString();
  }

  private static MetView met(Import i, ItemView item) {
    return new MetView(
        i.id(),
        i.request().written(),
        i.request().origin().map(Origin::source).orElse(null),
        i.request().origin().map(Origin::rung).orElse(null),
        item.outcome(),
        item.reason(),
        item.projectId(),
        i.times().createdAt(),
        i.times().finishedAt().orElse(null));
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
