package dev.reelport.sources;

import dev.reelport.imports.ImportView;
import dev.reelport.imports.Runs;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.UserId;
import dev.reelport.projects.Known;
import dev.reelport.projects.Projects;
import dev.reelport.sources.Audit.Findings;
import dev.reelport.sources.AuditStore.InHand;
import dev.reelport.youtube.VideoId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accounts for what was seen. Every method sees one user's rows only. */
@ApplicationScoped
public class Audits {

  /** Sources and imports that an explanation names. */
  private static final int MOST_NAMED = 100;

  private final SourceStore sources;
  private final AuditStore store;
  private final Projects projects;
  private final Runs runs;
  private final Sessions sessions;

  Audits(SourceStore sources, AuditStore store, Projects projects, Runs runs, Sessions sessions) {
    this.sources = sources;
    this.store = store;
    this.projects = projects;
    this.runs = runs;
    this.sessions = sessions;
  }

  /** The numbers of a source; empty if the user has none of that id. */
  public Uni<Optional<Audit>> of(UserId user, SourceId id) {
    return sessions.ofUser(
        user,
        session ->
            sources
                .byId(session, user, id)
                .chain(
                    found ->
                        found.isEmpty()
                            ? Uni.createFrom().item(Optional.empty())
                            : audit(session, found.get()).map(Optional::of)));
  }

  private Uni<Audit> audit(Mutiny.Session session, Source source) {
    return store
        .byState(session, source.id())
        .chain(
            byState ->
                store
                    .gone(session, source.id())
                    .chain(
                        gone ->
                            projects
                                .known(session, source.user(), gone)
                                .chain(
                                    known ->
                                        stuck(session, source)
                                            .map(stuck -> findings(byState, gone, known, stuck)))))
        .chain(
            findings ->
                store
                    .count(session, source.list())
                    .map(count -> Audit.of(source.id(), findings, count)));
  }

  private static Findings findings(
      Map<ItemState, Long> byState, List<String> gone, Map<String, Known> known, long stuck) {
    long there = byState.values().stream().mapToLong(Long::longValue).sum();
    long returned = known.values().stream().filter(one -> one.projectId().isPresent()).count();
    long tombstones =
        known.values().stream()
            .filter(one -> one.projectId().isEmpty() && one.tombstoned())
            .count();
    return new Findings(there + gone.size(), byState, tombstones, returned, stuck);
  }

  // Who has a video in hand and has ended will not decide it.
  private Uni<Long> stuck(Mutiny.Session session, Source source) {
    return store
        .inHand(session, source.id())
        .chain(
            inHand ->
                runs.byIds(session, inHand.stream().flatMap(one -> one.run().stream()).toList())
                    .map(
                        found ->
                            inHand.stream()
                                .filter(one -> isStuck(one, found))
                                .mapToLong(InHand::items)
                                .sum()));
  }

  private static boolean isStuck(InHand inHand, Map<UUID, ImportView> runs) {
    return inHand.run().map(runs::get).filter(run -> !run.status().isFinal()).isEmpty();
  }

  /**
   * Videos of a source that are no projects by it, by name, in order of their ids.
   *
   * @param after the id to go on behind; empty for the first
   */
  public Uni<List<SourceItemView>> items(UserId user, SourceId id, String after, int limit) {
    return sessions.ofUser(
        user,
        session ->
            store
                .others(session, id, after, limit)
                .chain(items -> asTheyAre(session, user, items)));
  }

  private Uni<List<SourceItemView>> asTheyAre(
      Mutiny.Session session, UserId user, List<SourceItemView> items) {
    List<String> ids = items.stream().map(SourceItemView::videoId).toList();
    return projects
        .known(session, user, ids)
        .map(
            known ->
                items.stream()
                    .map(item -> isDeleted(item, known) ? item.tombstoned() : item)
                    .toList());
  }

  private static boolean isDeleted(SourceItemView item, Map<String, Known> known) {
    Known state = known.get(item.videoId());
    return state != null && state.tombstoned() && state.projectId().isEmpty();
  }

  /** What became of a video, as far as the user's sources and imports have met it. */
  public Uni<Explanation> explain(UserId user, VideoId video) {
    String id = video.value();
    return sessions.ofUser(
        user,
        session ->
            projects
                .known(session, user, List.of(id))
                .chain(
                    known ->
                        store
                            .ofVideo(session, user, id, MOST_NAMED)
                            .chain(
                                seen ->
                                    runs.met(session, user, id, MOST_NAMED)
                                        .map(
                                            met ->
                                                Explanation.of(
                                                    id,
                                                    Optional.ofNullable(known.get(id)),
                                                    seen,
                                                    met)))));
  }
}
