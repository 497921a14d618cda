package dev.reelport.imports;

import dev.reelport.platform.Columns;
import dev.reelport.platform.Ids;
import dev.reelport.platform.RowJson;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The rows of bulk imports and of their imports. Every statement runs in the caller's session. */
@ApplicationScoped
class BulkStore {

  private static final String INSERT =
      """
      insert into bulk_import (id, user_id, request_id, digest, targets, duplicates, invalid,
                               created_at)
      values (:id, :user, cast(:requestId as text), :digest, :targets, :duplicates,
              cast(cast(:invalid as text) as jsonb), :now)
      on conflict (user_id, request_id) do nothing
      returning true
      """;

  // The first lists have the places that are free; the others wait for their turn.
  private static final String INSERT_IMPORTS =
      """
      with made as (
        insert into import (id, user_id, bulk_id, kind, target, canonical_target, options, status,
                            cursor, pending, units_reserved, units_wanted, in_turn, version,
                            created_at, progressed_at, updated_at)
        select id, :user, :bulk, kind, target, canonical, cast(options as jsonb), 'queued',
               cast(cursor as jsonb), pending, reserved, wanted,
               kind = 'video'
                 or row_number() over (partition by kind = 'video' order by ord) <= :most - (
                   select count(*) from import
                   where user_id = :user and kind <> 'video' and in_turn
                     and status in ('queued', 'running')),
               1, :now, :now, :now
        from unnest(cast(:ids as uuid[]), cast(:kinds as text[]), cast(:targets as text[]),
                    cast(:canonicals as text[]), cast(:options as text[]),
                    cast(:cursors as text[]), cast(:pending as int[]), cast(:reserved as int[]),
                    cast(:wanted as int[])) with ordinality
             as r(id, kind, target, canonical, options, cursor, pending, reserved, wanted, ord)
        returning id, in_turn)
      select id from made where in_turn
      """;

  private static final String VIEW =
      """
      select b.id, b.request_id, b.targets, b.duplicates, cast(b.invalid as text) as invalid,
             jsonb_array_length(b.invalid) as invalid_count, b.created_at, i.*
      from bulk_import b cross join lateral (
        select count(*) filter (where status = 'queued') as queued,
               count(*) filter (where status = 'running') as running,
               count(*) filter (where status = 'waiting') as waiting,
               count(*) filter (where status = 'succeeded') as succeeded,
               count(*) filter (where status = 'failed') as ended_failed,
               count(*) filter (where status = 'cancelled') as cancelled,
               coalesce(sum(pending) filter (where kind <> 'video'
                 and status in ('queued', 'running', 'waiting')), 0) as undecided,
               coalesce(sum(imported), 0) as imported,
               coalesce(sum(duplicates), 0) as known,
               coalesce(sum(filtered), 0) as filtered,
               coalesce(sum(unavailable), 0) as unavailable,
               coalesce(sum(failed), 0) as failed,
               coalesce(sum(units_reserved), 0) as reserved,
               coalesce(sum(units_spent), 0) as spent,
               max(finished_at) as finished_at
        from import where bulk_id = b.id) i
      """;

  private static final String ONE = VIEW + " where b.id = :id and b.user_id = :user";

  private static final String PAGE =
      VIEW + " where b.user_id = :user and b.id < :before order by b.id desc limit :most";

  private static final String CANCEL =
      """
      with open as materialized (
        select id from import
        where bulk_id = :bulk and user_id = :user and status in ('queued', 'running', 'waiting')
        order by id for update)
      update import
      set status = 'cancelled', waiting_reason = null, resumes_at = null, units_reserved = 0,
          units_wanted = 0, in_turn = true, claimed_until = null, version = version + 1,
          started_at = coalesce(started_at, :now), updated_at = :now, finished_at = :now
      where id in (select id from open)
      returning id
      """;

  private final ImportStore imports;
  private final RowJson json;

  BulkStore(ImportStore imports, RowJson json) {
    this.imports = imports;
    this.json = json;
  }

  /** Writes the row of a bulk import; false if the user's request id is taken. */
  Uni<Boolean> insert(Mutiny.Session session, BulkId id, BulkRequest request, Instant now) {
    return session
        .createNativeQuery(INSERT, Boolean.class)
        .setParameter("id", id.value())
        .setParameter("user", request.user().value())
        .setParameter("requestId", request.requestId().orElse(null))
        .setParameter("digest", BulkDigest.of(request, json))
        .setParameter("targets", request.targets())
        .setParameter("duplicates", request.duplicates())
        .setParameter("invalid", json.write(request.invalid()))
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .getSingleResultOrNull()
        .map(inserted -> inserted != null);
  }

  /**
   * Writes its imports.
   *
   * @param sideBySide how many lists of a user are worked on at a time
   * @return those whose turn has come
   */
  Uni<Set<ImportId>> insert(
      Mutiny.Session session, BulkId bulk, List<Import> made, int sideBySide) {
    return session
        .createNativeQuery(INSERT_IMPORTS, UUID.class)
        .setParameter("user", made.get(0).user().value())
        .setParameter("bulk", bulk.value())
        .setParameter("most", sideBySide)
        .setParameter("now", made.get(0).times().createdAt().atOffset(ZoneOffset.UTC))
        .setParameter("ids", made.stream().map(i -> i.id().value()).toArray(UUID[]::new))
        .setParameter("kinds", Columns.texts(made, i -> i.kind().code()))
        .setParameter("targets", Columns.texts(made, i -> i.request().written()))
        .setParameter("canonicals", Columns.texts(made, i -> i.request().target().canonical()))
        .setParameter("options", Columns.texts(made, i -> json.write(i.options())))
        .setParameter("cursors", Columns.texts(made, i -> json.write(i.cursor())))
        .setParameter("pending", Columns.numbers(made, i -> i.cursor().pending().size()))
        .setParameter("reserved", Columns.numbers(made, Import::unitsReserved))
        .setParameter("wanted", Columns.numbers(made, Import::unitsWanted))
        .getResultList()
        .map(ids -> ids.stream().map(ImportId::new).collect(Collectors.toUnmodifiableSet()));
  }

  /** The bulk import that the user's request id stands for, and what was asked for under it. */
  record Known(BulkId id, String digest) {}

  Uni<Optional<Known>> byRequestId(Mutiny.Session session, UserId user, String requestId) {
    return session
        .createNativeQuery(
            "select id, digest from bulk_import where user_id = :user and request_id = :requestId",
            Tuple.class)
        .setParameter("user", user.value())
        .setParameter("requestId", requestId)
        .getSingleResultOrNull()
        .map(
            row ->
                Optional.ofNullable(row)
                    .map(
                        r ->
                            new Known(
                                new BulkId(r.get("id", UUID.class)),
                                r.get("digest", String.class))));
  }

  /** Whether the request is the one that was asked for first. */
  boolean isSame(Known first, BulkRequest repeat) {
    return first.digest().equals(BulkDigest.of(repeat, json));
  }

  /** What its imports add up to now. */
  Uni<Optional<BulkView>> byId(Mutiny.Session session, UserId user, BulkId id) {
    return session
        .createNativeQuery(ONE, Tuple.class)
        .setParameter("id", id.value())
        .setParameter("user", user.value())
        .getSingleResultOrNull()
        .map(row -> Optional.ofNullable(row).map(r -> BulkRow.view(r, json)));
  }

  /** The user's bulk imports behind the given one, newest first. */
  Uni<List<BulkView>> list(
      Mutiny.Session session, UserId user, Optional<BulkId> behind, int limit) {
    return session
        .createNativeQuery(PAGE, Tuple.class)
        .setParameter("user", user.value())
        .setParameter("before", behind.map(BulkId::value).orElse(Ids.MAX))
        .setParameter("most", limit)
        .getResultList()
        .map(rows -> rows.stream().map(row -> BulkRow.view(row, json)).toList());
  }

  /** Ends those of its imports that have not ended, whatever a step does beside it. */
  Uni<List<Import>> cancel(Mutiny.Session session, UserId user, BulkId id, Instant now) {
    return session
        .createNativeQuery(CANCEL, UUID.class)
        .setParameter("bulk", id.value())
        .setParameter("user", user.value())
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .getResultList()
        .chain(ids -> imports.byIds(session, ids.stream().map(ImportId::new).toList()));
  }
}
