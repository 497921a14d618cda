package dev.reelport.imports;

import dev.reelport.platform.Columns;
import dev.reelport.platform.RowJson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes the imports that sources start, many in one statement. */
@ApplicationScoped
class RunStore {

  private static final String INSERT =
      """
      insert into import (id, user_id, kind, target, canonical_target, options, status, cursor,
                          title, source_id, rung, pending, units_reserved, units_wanted, in_turn,
                          version, created_at, progressed_at, updated_at)
      select r.id, r.user_id, r.kind, r.target, r.canonical, cast(r.options as jsonb), 'queued',
             cast(r.cursor as jsonb), r.title, r.source, r.rung, r.pending, r.reserved, r.wanted,
             :most > (select count(*) from import i
                      where i.user_id = r.user_id and i.kind <> 'video' and i.in_turn
                        and i.status in ('queued', 'running')),
             1, :now, :now, :now
      from unnest(cast(:ids as uuid[]), cast(:users as text[]), cast(:kinds as text[]),
                  cast(:targets as text[]), cast(:canonicals as text[]), cast(:options as text[]),
                  cast(:cursors as text[]), cast(:titles as text[]), cast(:sources as uuid[]),
                  cast(:rungs as text[]), cast(:pending as int[]), cast(:reserved as int[]),
                  cast(:wanted as int[]))
           as r(id, user_id, kind, target, canonical, options, cursor, title, source, rung,
                pending, reserved, wanted)
      returning case when in_turn then id end
      """;

  private final RowJson json;

  RunStore(RowJson json) {
    this.json = json;
  }

  /**
   * Writes new imports, at most one a user, lest more of theirs come in turn than may.
   *
   * @param sideBySide how many lists of a user are worked on at a time
   * @return those whose turn has come
   */
  Uni<Set<ImportId>> insert(
      Mutiny.Session session, List<Import> made, int sideBySide, Instant now) {
    return session
        .createNativeQuery(INSERT, UUID.class)
        .setParameter("ids", made.stream().map(i -> i.id().value()).toArray(UUID[]::new))
        .setParameter("users", Columns.texts(made, i -> i.user().value()))
        .setParameter("kinds", Columns.texts(made, i -> i.kind().code()))
        .setParameter("targets", Columns.texts(made, i -> i.request().written()))
        .setParameter("canonicals", Columns.texts(made, i -> i.request().target().canonical()))
        .setParameter("options", Columns.texts(made, i -> json.write(i.options())))
        .setParameter("cursors", Columns.texts(made, i -> json.write(i.cursor())))
        .setParameter("titles", Columns.texts(made, i -> i.progress().title().orElse(null)))
        .setParameter("sources", made.stream().map(i -> origin(i).source()).toArray(UUID[]::new))
        .setParameter("rungs", Columns.texts(made, i -> origin(i).rung()))
        .setParameter("pending", Columns.numbers(made, i -> i.cursor().pending().size()))
        .setParameter("reserved", Columns.numbers(made, Import::unitsReserved))
        .setParameter("wanted", Columns.numbers(made, Import::unitsWanted))
        .setParameter("most", sideBySide)
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .getResultList()
        .map(RunStore::inTurn);
  }

  private static Set<ImportId> inTurn(List<UUID> ids) {
    Set<ImportId> inTurn = new HashSet<>();
    ids.stream().filter(id -> id != null).map(ImportId::new).forEach(inTurn::add);
    return inTurn;
  }

  private static Origin origin(Import i) {
    return i.request().origin().orElseThrow();
  }
}
