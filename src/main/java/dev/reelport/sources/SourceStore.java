package dev.reelport.sources;

import dev.reelport.imports.ImportId;
import dev.reelport.platform.Ids;
import dev.reelport.platform.RowJson;
import dev.reelport.platform.UserId;
import dev.reelport.youtube.PlaylistId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** The rows of sources. Every statement runs in the caller's session. */
@ApplicationScoped
class SourceStore {

  // Whoever follows a list is told one sighting after the other, and not deleted meanwhile.
  private static final String FOLLOWERS =
      """
      select id from source
      where list_id = :list and not paused and waiting_reason is null and every <> 'manual'
        and (cast(:after as uuid) is null or id > :after)
      order by id limit :most for no key update
      """;

  private static final String CHECKED =
      """
      update source s
      set last_checked_at = :at, claimed_until = null, last_run = coalesce(c.run, s.last_run),
          next_check_at = case when :keep then s.next_check_at
                          else cast(c.next as timestamptz) end
      from unnest(cast(:ids as uuid[]), cast(:nexts as text[]), cast(:runs as uuid[]))
           as c(id, next, run)
      where s.id = c.id
      """;

  private static final String INSERT =
      """
      insert into source (id, user_id, kind, target, written, list_id, title, every, filters,
                          options, policy, next_check_at, last_run, created_at, updated_at)
      values (:id, :user, :kind, :target, :written, :list, cast(:title as text), :every,
              cast(cast(:filters as text) as jsonb), cast(cast(:options as text) as jsonb),
              :policy, cast(:next as timestamptz), cast(:run as uuid), :now, :now)
      on conflict (user_id, list_id) do update
      set last_run = coalesce(excluded.last_run, source.last_run)
      returning id
      """;

  private static final String SAVE =
      """
      update source
      set title = cast(:title as text), every = :every,
          filters = cast(cast(:filters as text) as jsonb),
          options = cast(cast(:options as text) as jsonb), policy = :policy, paused = :paused,
          waiting_reason = cast(:waiting as text), next_check_at = cast(:next as timestamptz),
          last_checked_at = cast(:checked as timestamptz),
          last_swept_at = cast(:swept as timestamptz), last_run = cast(:run as uuid),
          granted = :granted,
          updated_at = :now, version = :version
      where id = :id
      """;

  private final RowJson json;

  SourceStore(RowJson json) {
    this.json = json;
  }

  /** Those who follow a list and go on by themselves, locked, in order of their ids. */
  Uni<List<Source>> followers(
      Mutiny.Session session, PlaylistId list, Optional<SourceId> after, int most) {
    return session
        .createNativeQuery(FOLLOWERS, UUID.class)
        .setParameter("list", list.value())
        .setParameter("after", after.map(SourceId::value).orElse(null))
        .setParameter("most", most)
        .getResultList()
        .chain(ids -> byIds(session, ids));
  }

  private Uni<List<Source>> byIds(Mutiny.Session session, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(List.of())
        : session
            .createSelectionQuery("from SourceRow where id in (:ids) order by id", SourceRow.class)
            .setParameter("ids", ids)
            .getResultList()
            .map(rows -> rows.stream().map(row -> row.asSource(json)).toList());
  }

  /**
   * A source that was checked.
   *
   * @param next empty: not by itself
   */
  record Checked(SourceId id, Optional<Instant> next, Optional<ImportId> run) {}

  /**
   * Writes down that sources were checked, which ends the claims on them.
   *
   * @param keepsTurn whether their next check stays where it is
   */
  Uni<Void> checked(Mutiny.Session session, List<Checked> sources, boolean keepsTurn, Instant at) {
    return session
        .createNativeQuery(CHECKED)
        .setParameter("ids", uuids(sources, checked -> checked.id().value()))
        .setParameter(
            "nexts",
            sources.stream()
                .map(checked -> checked.next().map(Instant::toString).orElse(null))
                .toArray(String[]::new))
        .setParameter(
            "runs", uuids(sources, checked -> checked.run().map(ImportId::value).orElse(null)))
        .setParameter("keep", keepsTurn)
        .setParameter("at", at.atOffset(ZoneOffset.UTC))
        .executeUpdate()
        .replaceWithVoid();
  }

  private static UUID[] uuids(List<Checked> sources, Function<Checked, UUID> part) {
    return sources.stream().map(part).toArray(UUID[]::new);
  }

  /** Writes the source, or makes its import a run of the one that the user has of the list. */
  Uni<SourceId> keep(Mutiny.Session session, Source made) {
    return session
        .createNativeQuery(INSERT, UUID.class)
        .setParameter("id", made.id().value())
        .setParameter("user", made.user().value())
        .setParameter("kind", made.kind().code())
        .setParameter("target", made.target())
        .setParameter("written", made.written())
        .setParameter("list", made.list().value())
        .setParameter("title", made.title().orElse(null))
        .setParameter("every", made.settings().interval().code())
        .setParameter("filters", json.write(made.settings().filters()))
        .setParameter("options", json.write(made.settings().options()))
        .setParameter("policy", made.settings().policy().code())
        .setParameter("next", at(made.times().nextCheckAt()))
        .setParameter("run", made.standing().lastRun().map(ImportId::value).orElse(null))
        .setParameter("now", at(Optional.of(made.times().createdAt())))
        .getSingleResult()
        .map(SourceId::new);
  }

  /** The user's source of that list. */
  Uni<Optional<Source>> byList(Mutiny.Session session, UserId user, PlaylistId list) {
    return session
        .createSelectionQuery(
            "from SourceRow where userId = :user and listId = :list", SourceRow.class)
        .setParameter("user", user.value())
        .setParameter("list", list.value())
        .getSingleResultOrNull()
        .map(row -> Optional.ofNullable(row).map(found -> found.asSource(json)));
  }

  /** The user's sources behind the given one, newest first, at most {@code limit}. */
  Uni<List<Source>> list(Mutiny.Session session, UserId user, Optional<SourceId> after, int limit) {
    return session
        .createSelectionQuery(
            "from SourceRow where userId = :user and id < :after order by id desc", SourceRow.class)
        .setParameter("user", user.value())
        .setParameter("after", after.map(SourceId::value).orElse(Ids.MAX))
        .setMaxResults(limit)
        .getResultList()
        .map(rows -> rows.stream().map(row -> row.asSource(json)).toList());
  }

  private static final String AWAIT =
      """
      update source set waiting_reason = :reason, version = version + 1, updated_at = :now
      where user_id = :user and target = :target and waiting_reason is null
      """;

  private static final String RESUME =
      """
      update source
      set waiting_reason = null, next_check_at = null, version = version + 1, updated_at = :now
      where user_id = :user and waiting_reason = :reason
      returning id
      """;

  /** Lets the user's source of their own channel wait for a new grant. */
  Uni<Void> awaitReconnect(Mutiny.Session session, UserId user, String channel, Instant now) {
    return session
        .createNativeQuery(AWAIT)
        .setParameter("reason", Source.RECONNECT)
        .setParameter("user", user.value())
        .setParameter("target", channel)
        .setParameter("now", at(Optional.of(now)))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Ends the waiting of the user's sources for a new grant; they are due at once. */
  Uni<List<Source>> resume(Mutiny.Session session, UserId user, Instant now) {
    return session
        .createNativeQuery(RESUME, UUID.class)
        .setParameter("reason", Source.RECONNECT)
        .setParameter("user", user.value())
        .setParameter("now", at(Optional.of(now)))
        .getResultList()
        .chain(ids -> byIds(session, ids));
  }

  /** Forgets the source and its items; whether there was one. */
  Uni<Boolean> delete(Mutiny.Session session, UserId user, SourceId id) {
    return session
        .createNativeQuery("delete from source where id = :id and user_id = :user")
        .setParameter("id", id.value())
        .setParameter("user", user.value())
        .executeUpdate()
        .map(rows -> rows > 0);
  }

  /** The source, which nobody else changes before the transaction ends. */
  Uni<Optional<Source>> locked(Mutiny.Session session, SourceId id) {
    return session
        .createNativeQuery("select id from source where id = :id for no key update", UUID.class)
        .setParameter("id", id.value())
        .getResultList()
        .chain(ids -> byIds(session, ids))
        .map(found -> found.stream().findFirst());
  }

  /** Whether there is such a source; it is not deleted before the transaction ends. */
  Uni<Boolean> held(Mutiny.Session session, SourceId id) {
    return session
        .createNativeQuery("select id from source where id = :id for key share", UUID.class)
        .setParameter("id", id.value())
        .getResultList()
        .map(ids -> !ids.isEmpty());
  }

  /** Writes the next version of a source that the transaction has locked. */
  Uni<Void> save(Mutiny.Session session, Source next) {
    return session
        .createNativeQuery(SAVE)
        .setParameter("title", next.title().orElse(null))
        .setParameter("every", next.settings().interval().code())
        .setParameter("filters", json.write(next.settings().filters()))
        .setParameter("options", json.write(next.settings().options()))
        .setParameter("policy", next.settings().policy().code())
        .setParameter("paused", next.standing().paused())
        .setParameter("waiting", next.standing().waiting().orElse(null))
        .setParameter("next", at(next.times().nextCheckAt()))
        .setParameter("checked", at(next.times().checkedAt()))
        .setParameter("granted", next.standing().granted())
        .setParameter("swept", at(next.times().sweptAt()))
        .setParameter("run", next.standing().lastRun().map(ImportId::value).orElse(null))
        .setParameter("now", at(Optional.of(next.times().updatedAt())))
        .setParameter("version", next.version())
        .setParameter("id", next.id().value())
        .executeUpdate()
        .replaceWithVoid();
  }

  private static OffsetDateTime at(Optional<Instant> instant) {
    return instant.map(moment -> moment.atOffset(ZoneOffset.UTC)).orElse(null);
  }

  /** The user's source; empty also for another user's. */
  Uni<Optional<Source>> byId(Mutiny.Session session, UserId user, SourceId id) {
    return session
        .find(SourceRow.class, id.value())
        .map(
            row ->
                Optional.ofNullable(row)
                    .map(found -> found.asSource(json))
                    .filter(source -> source.user().equals(user)));
  }
}
