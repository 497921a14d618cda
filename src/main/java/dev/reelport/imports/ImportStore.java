package dev.reelport.imports;

import dev.reelport.imports.Imports.Wanted;
import dev.reelport.platform.RowJson;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.Mutiny.MutationQuery;

/** The rows of imports. Every statement runs in the caller's session. */
@ApplicationScoped
class ImportStore {

  private static final String INSERT =
      """
      insert into import (id, user_id, request_id, kind, target, canonical_target, options, status,
                          cursor, pending, units_reserved, units_wanted, in_turn, version,
                          created_at, progressed_at, updated_at)
      values (:id, :user, cast(:requestId as text), :kind, :target, :canonical,
              cast(cast(:options as text) as jsonb), 'queued',
              cast(cast(:cursor as text) as jsonb), :pending, :reserved, :wanted,
              :kind = 'video' or :most > (select count(*) from import
                                          where user_id = :user and kind <> 'video' and in_turn
                                            and status in ('queued', 'running')),
              1, :now, :now, :now)
      on conflict (user_id, request_id) do nothing
      returning in_turn
      """;

  // Units are added, not set: a step that lost the race books what it spent beside this.
  private static final String SAVE =
      """
      update import
      set status = :status, waiting_reason = cast(:reason as text),
          resumes_at = cast(:resumesAt as timestamptz), title = cast(:title as text),
          cursor = cast(cast(:cursor as text) as jsonb), pending = :pending, imported = :imported,
          duplicates = :duplicates, filtered = :filtered, unavailable = :unavailable,
          failed = :failed, units_reserved = :reserved, units_wanted = :wanted, in_turn = true,
          units_spent = units_spent + :units, tries = :tries, claimed_until = null,
          source_id = cast(:source as uuid), rung = cast(:rung as text),
          error_code = cast(:errorCode as text),
          error_detail = cast(:errorDetail as text), version = :version,
          started_at = cast(:startedAt as timestamptz), progressed_at = :progressedAt,
          updated_at = :now, finished_at = cast(:finishedAt as timestamptz)
      where id = :id and version = :was
      """;

  // Waiting for quota is nobody's failure to make progress. Lists that waited for it take turns.
  // Materialized, here and below: a plan that looks twice takes more than the limit.
  private static final String WAKE =
      """
      with woken as materialized (
        select id from import
        where status = 'waiting' and resumes_at <= :now
          and (kind = 'video' or waiting_reason <> 'quota')
        order by resumes_at limit :most for update skip locked)
      update import
      set status = 'running', waiting_reason = null, resumes_at = null, version = version + 1,
          updated_at = :now,
          progressed_at = case when waiting_reason in ('youtube_unavailable', 'reconnect')
                          then progressed_at else :now end
      where id in (select id from woken)
      returning id
      """;

  private static final String RESUME =
      """
      update import set resumes_at = :now, progressed_at = :now
      where user_id = :user and status = 'waiting' and waiting_reason = :reason
      """;

  private static final String NUDGE =
      """
      with nudged as materialized (
        select id from import
        where status in ('queued', 'running') and in_turn and updated_at < :before
        order by updated_at limit :most for update skip locked)
      update import set updated_at = :now where id in (select id from nudged)
      returning id
      """;

  private final RowJson json;

  ImportStore(RowJson json) {
    this.json = json;
  }

  /**
   * Writes a new import.
   *
   * @param sideBySide how many lists of a user are worked on at a time
   * @return whether its turn has come; empty if the user's request id is taken
   */
  Uni<Optional<Boolean>> insert(Mutiny.Session session, Import made, int sideBySide) {
    ImportRequest request = made.request();
    return session
        .createNativeQuery(INSERT, Boolean.class)
        .setParameter("id", made.id().value())
        .setParameter("user", made.user().value())
        .setParameter("requestId", request.requestId().orElse(null))
        .setParameter("kind", made.kind().code())
        .setParameter("target", request.written())
        .setParameter("canonical", request.target().canonical())
        .setParameter("options", json.write(request.options()))
        .setParameter("cursor", json.write(made.cursor()))
        .setParameter("pending", made.cursor().pending().size())
        .setParameter("reserved", made.unitsReserved())
        .setParameter("wanted", made.unitsWanted())
        .setParameter("most", sideBySide)
        .setParameter("now", at(made.times().createdAt()))
        .getSingleResultOrNull()
        .map(Optional::ofNullable);
  }

  /** Writes down whose run a new import is. */
  Uni<Void> name(Mutiny.Session session, ImportId id, Origin origin) {
    return session
        .createNativeQuery("update import set source_id = :source, rung = :rung where id = :id")
        .setParameter("source", origin.source())
        .setParameter("rung", origin.rung())
        .setParameter("id", id.value())
        .executeUpdate()
        .replaceWithVoid();
  }

  Uni<Optional<Import>> byId(Mutiny.Session session, ImportId id) {
    return session.find(ImportRow.class, id.value()).map(this::read);
  }

  Uni<Optional<Import>> byId(Mutiny.Session session, UserId user, ImportId id) {
    return byId(session, id).map(found -> found.filter(i -> i.user().equals(user)));
  }

  Uni<Optional<Import>> byRequestId(Mutiny.Session session, UserId user, String requestId) {
    return session
        .createSelectionQuery(
            "from ImportRow where userId = :user and requestId = :requestId", ImportRow.class)
        .setParameter("user", user.value())
        .setParameter("requestId", requestId)
        .getSingleResultOrNull()
        .map(this::read);
  }

  Uni<List<Import>> byIds(Mutiny.Session session, Collection<ImportId> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return session
        .createSelectionQuery("from ImportRow where id in (:ids)", ImportRow.class)
        .setParameter("ids", ids.stream().map(ImportId::value).toList())
        .getResultList()
        .map(this::readAll);
  }

  Uni<List<Import>> list(
      Mutiny.Session session, UserId user, Wanted wanted, Optional<ImportId> after, int limit) {
    String where =
        "from ImportRow where userId = :user"
            + wanted.status().map(s -> " and status = :status").orElse("")
            + wanted.source().map(s -> " and sourceId = :source").orElse("")
            + after.map(a -> " and id < :after").orElse("")
            + " order by id desc";
    Mutiny.SelectionQuery<ImportRow> query =
        session.createSelectionQuery(where, ImportRow.class).setParameter("user", user.value());
    wanted.status().ifPresent(s -> query.setParameter("status", s.code()));
    wanted.source().ifPresent(s -> query.setParameter("source", s));
    after.ifPresent(a -> query.setParameter("after", a.value()));
    return query.setMaxResults(limit).getResultList().map(this::readAll);
  }

  /** The newest import of that origin that has not ended. */
  Uni<Optional<Import>> open(Mutiny.Session session, Origin origin) {
    return session
        .createSelectionQuery(
            "from ImportRow where sourceId = :source and rung = :rung"
                + " and status in ('queued', 'running', 'waiting') order by id desc",
            ImportRow.class)
        .setParameter("source", origin.source())
        .setParameter("rung", origin.rung())
        .setMaxResults(1)
        .getResultList()
        .map(rows -> readAll(rows).stream().findFirst());
  }

  /** Those of a bulk import behind the given one, in the order of their targets. */
  Uni<List<Import>> ofBulk(
      Mutiny.Session session,
      UserId user,
      BulkId bulk,
      Optional<ImportStatus> status,
      Optional<ImportId> behind,
      int limit) {
    String where =
        "from ImportRow where bulkId = :bulk and userId = :user"
            + status.map(s -> " and status = :status").orElse("")
            + behind.map(b -> " and id > :behind").orElse("")
            + " order by id";
    Mutiny.SelectionQuery<ImportRow> query =
        session
            .createSelectionQuery(where, ImportRow.class)
            .setParameter("bulk", bulk.value())
            .setParameter("user", user.value());
    status.ifPresent(s -> query.setParameter("status", s.code()));
    behind.ifPresent(b -> query.setParameter("behind", b.value()));
    return query.setMaxResults(limit).getResultList().map(this::readAll);
  }

  /**
   * Writes the next version of an import.
   *
   * @param was the version it was read at; fails with {@link StaleStepException} if that is over
   */
  Uni<Void> save(Mutiny.Session session, Import next, long was, int units, Instant now) {
    Counts counts = next.progress().counts();
    MutationQuery query =
        session
            .createNativeQuery(SAVE)
            .setParameter("status", next.state().status().code())
            .setParameter("title", next.progress().title().orElse(null))
            .setParameter("cursor", json.write(next.cursor()))
            .setParameter("pending", next.cursor().pending().size())
            .setParameter("imported", counts.imported())
            .setParameter("duplicates", counts.duplicates())
            .setParameter("filtered", counts.filtered())
            .setParameter("unavailable", counts.unavailable())
            .setParameter("failed", counts.failed())
            .setParameter("reserved", next.unitsReserved())
            .setParameter("wanted", next.unitsWanted())
            .setParameter("units", units)
            .setParameter("source", next.request().origin().map(Origin::source).orElse(null))
            .setParameter("rung", next.request().origin().map(Origin::rung).orElse(null))
            .setParameter("tries", next.progress().tries())
            .setParameter("version", next.version())
            .setParameter("startedAt", at(next.times().startedAt()))
            .setParameter("progressedAt", at(next.progress().at()))
            .setParameter("finishedAt", at(next.times().finishedAt()))
            .setParameter("now", at(now))
            .setParameter("id", next.id().value())
            .setParameter("was", was);
    return bindState(query, next.state())
        .executeUpdate()
        .invoke(
            rows -> {
              if (rows == 0) {
                throw new StaleStepException();
              }
            })
        .replaceWithVoid();
  }

  private static MutationQuery bindState(MutationQuery query, ImportState state) {
    ImportState.Waiting waiting = state instanceof ImportState.Waiting w ? w : null;
    ImportState.Failed failed = state instanceof ImportState.Failed f ? f : null;
    return query
        .setParameter("reason", waiting == null ? null : waiting.reason().code())
        .setParameter("resumesAt", waiting == null ? null : at(waiting.resumesAt()))
        .setParameter("errorCode", failed == null ? null : failed.code().code())
        .setParameter("errorDetail", failed == null ? null : failed.detail());
  }

  /** Adds units that bought nothing to what the import has cost. */
  Uni<Void> addUnits(Mutiny.Session session, ImportId id, int units) {
    return session
        .createNativeQuery("update import set units_spent = units_spent + :units where id = :id")
        .setParameter("units", units)
        .setParameter("id", id.value())
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Brings the time forward when the user's imports that wait for this go on. */
  Uni<Void> resume(Mutiny.Session session, UserId user, WaitingReason reason, Instant now) {
    return session
        .createNativeQuery(RESUME)
        .setParameter("user", user.value())
        .setParameter("reason", reason.code())
        .setParameter("now", at(now))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Ends the waiting of imports whose time has come; each is told to one caller only. */
  Uni<List<Import>> wake(Mutiny.Session session, Instant now, int most) {
    return session
        .createNativeQuery(WAKE, UUID.class)
        .setParameter("now", at(now))
        .setParameter("most", most)
        .getResultList()
        .chain(ids -> byIds(session, ids.stream().map(ImportId::new).toList()));
  }

  /** Imports that should be worked on and have stood still since then. */
  Uni<List<Import>> stuck(Mutiny.Session session, Instant since, Instant now, int most) {
    return session
        .createNativeQuery(NUDGE, UUID.class)
        .setParameter("before", at(since))
        .setParameter("now", at(now))
        .setParameter("most", most)
        .getResultList()
        .chain(ids -> byIds(session, ids.stream().map(ImportId::new).toList()));
  }

  private Optional<Import> read(ImportRow row) {
    return Optional.ofNullable(row).map(present -> present.asImport(json));
  }

  private List<Import> readAll(List<ImportRow> rows) {
    return rows.stream().map(row -> row.asImport(json)).toList();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static OffsetDateTime at(Optional<Instant> instant) {
    return instant.map(ImportStore::at).orElse(null);
  }
}
