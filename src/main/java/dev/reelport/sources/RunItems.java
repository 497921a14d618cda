package dev.reelport.sources;

import dev.reelport.imports.Decided;
import dev.reelport.imports.ImportId;
import dev.reelport.platform.Columns;
import dev.reelport.platform.UserId;
import dev.reelport.sources.ItemFate.Before;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** What runs decide of the videos of their source. Statements run in the caller's session. */
@ApplicationScoped
class RunItems {

  /** When those come again that a run had in hand and did not decide. */
  private static final Duration AFTER_RUN = Duration.ofHours(1);

  private static final String KNOWN =
      """
      select video_id, state, reason, tries from source_item
      where source_id = :source and video_id = any(cast(:ids as text[]))
      """;

  private static final String DECIDE =
      """
      insert into source_item (source_id, video_id, user_id, state, reason, rung, seen_at,
                               published_at, decided_at, tries, again_at, project_id, import_id)
      select :source, i.id, :user, i.state, i.reason, :rung, :now,
             cast(i.published as timestamptz), :now, i.tries, cast(i.again as timestamptz),
             i.project, :run
      from unnest(cast(:ids as text[]), cast(:states as text[]), cast(:reasons as text[]),
                  cast(:published as text[]), cast(:tries as int[]), cast(:agains as text[]),
                  cast(:projects as uuid[]))
           as i(id, state, reason, published, tries, again, project)
      order by i.id
      on conflict (source_id, video_id) do update
      set state = excluded.state, reason = excluded.reason,
          published_at = coalesce(excluded.published_at, source_item.published_at),
          decided_at = excluded.decided_at, tries = excluded.tries, again_at = excluded.again_at,
          run_id = null, import_id = excluded.import_id,
          project_id = coalesce(excluded.project_id, source_item.project_id)
      """;

  private static final String SETTLE =
      """
      update source_item set run_id = null, again_at = null
      where source_id = :source and video_id = any(cast(:ids as text[]))
        and (run_id is not null or again_at is not null)
      """;

  private static final String LET_GO =
      "update source_item set run_id = null, again_at = :again where run_id = :run";

  private static final String PUBLISHED =
      """
      select published_at from source_item
      where source_id = :source and published_at is not null
      order by published_at desc limit :most
      """;

  /** Whose decisions these are. */
  record Decider(SourceId source, UserId user, ImportId run, Rung rung, Instant now) {}

  private record Fated(Decided decided, ItemFate fate) {}

  /** Writes down what a run decided. */
  Uni<Void> decide(Mutiny.Session session, Decider decider, List<Decided> decided) {
    return decided.isEmpty()
        ? Uni.createFrom().voidItem()
        : known(session, decider.source(), decided)
            .chain(known -> decide(session, decider, decided, known));
  }

  private Uni<Void> decide(
      Mutiny.Session session, Decider decider, List<Decided> decided, Map<String, Before> known) {
    List<Fated> fated = new ArrayList<>();
    List<String> settled = new ArrayList<>();
    for (Decided one : decided) {
      ItemFate.of(Optional.ofNullable(known.get(one.videoId())), one, decider.now())
          .ifPresentOrElse(
              fate -> fated.add(new Fated(one, fate)), () -> settled.add(one.videoId()));
    }
    return write(session, decider, fated).chain(() -> settle(session, decider.source(), settled));
  }

  private Uni<Map<String, Before>> known(
      Mutiny.Session session, SourceId source, List<Decided> decided) {
    return session
        .createNativeQuery(KNOWN, Tuple.class)
        .setParameter("source", source.value())
        .setParameter("ids", decided.stream().map(Decided::videoId).toArray(String[]::new))
        .getResultList()
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.toMap(
                            row -> row.get("video_id", String.class), RunItems::before)));
  }

  private static Before before(Tuple row) {
    return new Before(
        ItemState.of(row.get("state", String.class)),
        Optional.ofNullable(row.get("reason", String.class)),
        row.get("tries", Number.class).intValue());
  }

  private static Uni<Void> write(Mutiny.Session session, Decider decider, List<Fated> fated) {
    if (fated.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createNativeQuery(DECIDE)
        .setParameter("source", decider.source().value())
        .setParameter("user", decider.user().value())
        .setParameter("run", decider.run().value())
        .setParameter("rung", decider.rung().code())
        .setParameter("now", decider.now().atOffset(ZoneOffset.UTC))
        .setParameter("ids", Columns.texts(fated, one -> one.decided().videoId()))
        .setParameter("states", Columns.texts(fated, one -> one.fate().state().code()))
        .setParameter("reasons", Columns.texts(fated, one -> one.fate().reason().orElse(null)))
        .setParameter("published", Columns.texts(fated, one -> text(one.decided().publishedAt())))
        .setParameter(
            "tries", fated.stream().map(one -> one.fate().tries()).toArray(Integer[]::new))
        .setParameter("agains", Columns.texts(fated, one -> text(one.fate().againAt())))
        .setParameter(
            "projects",
            fated.stream().map(one -> one.decided().projectId().orElse(null)).toArray(UUID[]::new))
        .executeUpdate()
        .replaceWithVoid();
  }

  private static Uni<Void> settle(Mutiny.Session session, SourceId source, List<String> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(SETTLE)
            .setParameter("source", source.value())
            .setParameter("ids", ids.toArray(String[]::new))
            .executeUpdate()
            .replaceWithVoid();
  }

  /** A run has ended: what it had in hand and did not decide comes again. */
  Uni<Void> letGo(Mutiny.Session session, ImportId run, Instant now) {
    return session
        .createNativeQuery(LET_GO)
        .setParameter("run", run.value())
        .setParameter("again", now.plus(AFTER_RUN).atOffset(ZoneOffset.UTC))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** When the newest videos of the source were published, the newest first. */
  Uni<List<Instant>> published(Mutiny.Session session, SourceId source, int most) {
    return session
        .createNativeQuery(PUBLISHED, Instant.class)
        .setParameter("source", source.value())
        .setParameter("most", most)
        .getResultList();
  }

  /** When the oldest video of the source was published, as far as is known. */
  Uni<Optional<Instant>> oldest(Mutiny.Session session, SourceId source) {
    return session
        .createNativeQuery(
            "select min(published_at) from source_item where source_id = :source", Instant.class)
        .setParameter("source", source.value())
        .getSingleResultOrNull()
        .map(Optional::ofNullable);
  }

  private static String text(Optional<Instant> at) {
    return at.map(Instant::toString).orElse(null);
  }
}
