package dev.reelport.imports;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Whose list is worked on next. Every statement runs in the caller's session. */
@ApplicationScoped
class Turns {

  // Any number, as long as it is always the same.
  private static final long LOCK = 7_203_114_201L;

  // Whoever waits for tomorrow wants nothing of today.
  private static final String WANTS =
      """
      select user_id, sum(units_wanted) as units from import
      where kind <> 'video' and status in ('queued', 'running', 'waiting')
        and (status <> 'waiting' or resumes_at <= :soon)
      group by user_id
      """;

  // Waiting for quota is nobody's failure to make progress.
  private static final String END_QUOTA_WAITS =
      """
      update import
      set status = 'queued', in_turn = false, waiting_reason = null, resumes_at = null,
          version = version + 1, progressed_at = :now, updated_at = :now
      where id in (
        select id from (
          select id, row_number() over (partition by user_id order by resumes_at, id) as place
          from import
          where status = 'waiting' and waiting_reason = 'quota' and kind <> 'video'
            and resumes_at <= :now and user_id <> all (cast(:held as text[]))) due
        order by place limit :most)
      """;

  private static final String PUT_OFF =
      """
      update import set resumes_at = :later, updated_at = :now
      where status = 'waiting' and waiting_reason = 'quota' and kind <> 'video'
        and resumes_at <= :now and user_id = any (cast(:held as text[]))
      """;

  // Round after round, a turn for each user; the update decides between two who take at once.
  private static final String TAKE =
      """
      update import set in_turn = true, updated_at = :now
      where status = 'queued' and not in_turn and id in (
        select id from (
          select i.id, i.user_id,
                 row_number() over (partition by i.user_id order by i.id)
                   + coalesce(busy.lists, 0) as place
          from import i
          left join (select user_id, count(*) as lists from import
                     where kind <> 'video' and in_turn and status in ('queued', 'running')
                     group by user_id) busy on busy.user_id = i.user_id
          where i.status = 'queued' and not i.in_turn
            and (cast(:user as text) is null or i.user_id = :user)) queue
        where place <= :sideBySide and user_id <> all (cast(:held as text[]))
        order by place, id limit :most)
      returning id
      """;

  private final ImportStore imports;
  private final ImportsConfig config;

  Turns(ImportStore imports, ImportsConfig config) {
    this.imports = imports;
    this.config = config;
  }

  /** Whether the caller's transaction is the only one, of all instances, that gives turns now. */
  Uni<Boolean> lock(Mutiny.Session session) {
    return session
        .createNativeQuery("select pg_try_advisory_xact_lock(:lock)", Boolean.class)
        .setParameter("lock", LOCK)
        .getSingleResult();
  }

  /** What the lists of each user are still going to ask for today, in units. */
  Uni<Map<UserId, Long>> wants(Mutiny.Session session, Instant now) {
    // Those who let others go first look again after one retry, give or take a moment.
    Instant soon = now.plus(config.gateRetry().multipliedBy(2));
    return session
        .createNativeQuery(WANTS, Tuple.class)
        .setParameter("soon", soon.atOffset(ZoneOffset.UTC))
        .getResultList()
        .map(
            rows -> {
              Map<UserId, Long> wants = new HashMap<>();
              rows.forEach(
                  row ->
                      wants.put(
                          new UserId(row.get("user_id", String.class)),
                          row.get("units", Number.class).longValue()));
              return wants;
            });
  }

  /** Queues lists that have waited for quota long enough; whose user is held waits on. */
  Uni<Void> endQuotaWaits(Mutiny.Session session, Set<UserId> held, Instant now, int most) {
    return session
        .createNativeQuery(END_QUOTA_WAITS)
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .setParameter("held", names(held))
        .setParameter("most", most)
        .executeUpdate()
        .chain(() -> putOff(session, held, now));
  }

  private Uni<Void> putOff(Mutiny.Session session, Set<UserId> held, Instant now) {
    return held.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(PUT_OFF)
            .setParameter("now", now.atOffset(ZoneOffset.UTC))
            .setParameter("later", now.plus(config.gateRetry()).atOffset(ZoneOffset.UTC))
            .setParameter("held", names(held))
            .executeUpdate()
            .replaceWithVoid();
  }

  /** Takes queued lists of all users whose turn it is. */
  Uni<List<Import>> take(Mutiny.Session session, Set<UserId> held, Instant now, int most) {
    return take(session, null, names(held), now, most);
  }

  /** Takes the user's queued lists that follow one which is no longer worked on. */
  Uni<List<Import>> follow(Mutiny.Session session, UserId user, Instant now) {
    return take(session, user.value(), new String[0], now, config.sideBySide());
  }

  private Uni<List<Import>> take(
      Mutiny.Session session, String user, String[] others, Instant now, int most) {
    return session
        .createNativeQuery(TAKE, UUID.class)
        .setParameter("user", user)
        .setParameter("sideBySide", config.sideBySide())
        .setParameter("held", others)
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .setParameter("most", most)
        .getResultList()
        .chain(ids -> imports.byIds(session, ids.stream().map(ImportId::new).toList()));
  }

  private static String[] names(Set<UserId> held) {
    return held.stream().map(UserId::value).toArray(String[]::new);
  }
}
