package dev.reelport.quota;

import dev.reelport.platform.EventLoop;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The truth in PostgreSQL: openings, allowances and the ledger. */
@ApplicationScoped
class StoredTruth implements Truth {

  private static final String OPEN =
      """
      insert into quota_opening (day, opening, token) values (:day, 1, :token)
      on conflict (day) do update
      set opening = quota_opening.opening
                    + case when quota_opening.token = excluded.token then 0 else 1 end,
          token = excluded.token, opened_at = now()
      returning opening
      """;

  private static final String MARGIN =
      """
      select cast(coalesce(sum(units), 0) as bigint) as units from quota_allowance
      where from_day <= :day and through_day >= :day
        and (settled_day is distinct from :day or settled_opening < :opening)
      """;

  // One statement, so that what is booked meanwhile is in the margin or in the sums.
  private static final String STANDING =
      """
      select null as bucket, null as user_id, m.units from (%s) as m
      union all
      select bucket, user_id, sum(units) from quota_ledger
      where day = :day and opening < :opening
      group by bucket, user_id
      """
          .formatted(MARGIN);

  private static final String SPENT_BY =
      """
      select coalesce(sum(units), 0) from quota_ledger
      where day = :day and bucket = :bucket and user_id = :user and opening < :opening
      """;

  private static final String ALLOW =
      """
      insert into quota_allowance (instance, from_day, through_day, units)
      values (:instance, :from, :through, :units)
      on conflict (instance) do update
      set through_day = excluded.through_day, units = excluded.units,
          booked_at = now()
      """;

  // By the database's clock: an instance whose own is wrong must not forget the day it is.
  private static final String FORGET_OLD =
      """
      with openings as (delete from quota_opening where opened_at < now() - interval '3 days'),
           highs as (delete from quota_high where told_at < now() - interval '3 days')
      delete from quota_allowance where booked_at < now() - interval '3 days'
      """;

  private static final String SETTLED =
      """
      update quota_allowance set settled_day = :day, settled_opening = :opening
      where instance = :instance
        and (settled_day is distinct from :day or settled_opening < :opening)
      """;

  private final EventLoop loop;
  private final Sessions sessions;

  StoredTruth(EventLoop loop, Sessions sessions) {
    this.loop = loop;
    this.sessions = sessions;
  }

  @Override
  public Uni<Standing> open(LocalDate day, String token) {
    return loop.call(
        () ->
            sessions.ofWorker(
                session ->
                    session
                        .createNativeQuery(OPEN, Integer.class)
                        .setParameter("day", day)
                        .setParameter("token", token)
                        .getSingleResult()
                        .chain(number -> standing(session, new Opening(day, number)))
                        .map(standing -> opened(standing.project()))));
  }

  private static Standing opened(Standing standing) {
    return standing.opening().number() == 1
        ? new Standing(standing.opening(), 0, standing.spent())
        : standing;
  }

  @Override
  public Uni<Long> spentBy(Opening opening, UserId user) {
    return loop.call(
        () ->
            sessions.ofWorker(
                session ->
                    session
                        .createNativeQuery(SPENT_BY, Long.class)
                        .setParameter("day", opening.day())
                        .setParameter("opening", opening.number())
                        .setParameter("bucket", Bucket.GENERAL.key())
                        .setParameter("user", user.value())
                        .getSingleResult()));
  }

  @Override
  public Uni<Long> margin(Opening opening) {
    return loop.call(
        () ->
            sessions.ofWorker(
                session ->
                    session
                        .createNativeQuery(MARGIN, Long.class)
                        .setParameter("day", opening.day())
                        .setParameter("opening", opening.number())
                        .getSingleResult()));
  }

  @Override
  public Uni<UserStanding> standing(Opening opening) {
    return loop.call(() -> sessions.ofWorker(session -> standing(session, opening)));
  }

  private static Uni<UserStanding> standing(Mutiny.Session session, Opening opening) {
    return session
        .createNativeQuery(STANDING, Tuple.class)
        .setParameter("day", opening.day())
        .setParameter("opening", opening.number())
        .getResultList()
        .map(rows -> standing(opening, rows));
  }

  private static UserStanding standing(Opening opening, List<Tuple> rows) {
    long margin = 0;
    Map<Bucket, Long> spent = new EnumMap<>(Bucket.class);
    Map<UserId, Long> spentBy = new HashMap<>();
    for (Tuple row : rows) {
      long units = row.get("units", Number.class).longValue();
      String key = row.get("bucket", String.class);
      if (key == null) {
        margin = units;
        continue;
      }
      Bucket bucket = Bucket.ofKey(key);
      spent.merge(bucket, units, Long::sum);
      if (bucket.countsForUsers()) {
        spentBy.put(new UserId(row.get("user_id", String.class)), units);
      }
    }
    return new UserStanding(new Standing(opening, margin, spent), spentBy);
  }

  @Override
  public Uni<Void> allow(UUID instance, LocalDate from, LocalDate through, int units) {
    return loop.call(
        () ->
            sessions.ofWorker(
                session ->
                    session
                        .createNativeQuery(ALLOW)
                        .setParameter("instance", instance)
                        .setParameter("from", from)
                        .setParameter("through", through)
                        .setParameter("units", units)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(FORGET_OLD).executeUpdate())
                        .replaceWithVoid()));
  }

  @Override
  public Uni<Void> settled(UUID instance, Opening opening) {
    return loop.call(
        () ->
            sessions.ofWorker(
                session ->
                    session
                        .createNativeQuery(SETTLED)
                        .setParameter("instance", instance)
                        .setParameter("day", opening.day())
                        .setParameter("opening", opening.number())
                        .executeUpdate()
                        .replaceWithVoid()));
  }

  @Override
  public Uni<Void> leave(UUID instance) {
    return loop.call(
        () ->
            sessions.ofWorker(
                session ->
                    session
                        .createNativeQuery("delete from quota_allowance where instance = :instance")
                        .setParameter("instance", instance)
                        .executeUpdate()
                        .replaceWithVoid()));
  }
}
