package dev.reelport.analysis;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The projects that the language model has still to be asked about. Time is the database's, one
 * clock for all instances; every statement runs in the caller's session. Who is killed with tasks
 * in hand leaves them to whoever looks once they are due again.
 */
@ApplicationScoped
class AnalysisQueue {

  private static final String ADD =
      """
      insert into analysis_task (project_id, user_id, place)
      select p.id, :user, b.place + p.n * interval '1 second'
      from unnest(cast(:ids as uuid[])) with ordinality as p(id, n)
      cross join (
        select greatest(now(), max(place)) as place from analysis_task where user_id = :user) as b
      on conflict (project_id) do update set tries = 0, queued_at = excluded.queued_at
      """;

  private static final String CLAIM =
      """
      with taken as materialized (
        select project_id from analysis_task
        where due_at <= now() order by place limit :most
        for update skip locked)
      update analysis_task set due_at = now() + :millis * interval '1 millisecond'
      where project_id = any(array(select project_id from taken))
      returning project_id
      """;

  // The first statement makes sure of a row, the second has it to itself until the commit.
  private static final String OPEN_DAY =
      "insert into analysis_requests (day, requests) values (:day, 0) on conflict (day) do nothing";

  private static final String SPENT =
      "select requests from analysis_requests where day = :day for update";

  private static final String SPEND =
      "update analysis_requests set requests = requests + :count where day = :day";

  private static final String DONE =
      "delete from analysis_task where project_id = any(cast(:ids as uuid[]))";

  private static final String FAILED =
      """
      update analysis_task set
        tries = tries + 1,
        due_at = now() + cast(:millis as bigint) * power(2, tries) * interval '1 millisecond'
      where project_id = any(cast(:ids as uuid[]))
      """;

  private static final String GIVE_UP =
      "delete from analysis_task where project_id = any(cast(:ids as uuid[])) and tries >= :tries";

  private static final String AGAIN =
      """
      update analysis_task set due_at = now() where project_id = any(cast(:ids as uuid[]))
      """;

  private static final String FORGET =
      """
      delete from analysis_task where queued_at < now() - :millis * interval '1 millisecond'
      """;

  // In the order of an index, and by nothing but that.
  private static final String DEPTH =
      """
      select count(*)
      from (select 1 from analysis_task order by user_id, place limit :most) as counted
      """;

  private final AnalysisConfig config;

  AnalysisQueue(AnalysisConfig config) {
    this.config = config;
  }

  /** Puts projects of a user into the queue; those that are in it start their tries anew. */
  Uni<Void> add(Mutiny.Session session, UserId user, Collection<UUID> projects) {
    return session
        .createNativeQuery(ADD)
        .setParameter("user", user.value())
        .setParameter("ids", projects.toArray(UUID[]::new))
        .executeUpdate()
        .replaceWithVoid();
  }

  /**
   * Takes some, for longer than a question takes, and counts them into the day's requests; users
   * take turns. As few as are left of the day.
   */
  Uni<List<UUID>> claim(Mutiny.Session session, LocalDate day, int most) {
    if (config.dailyRequests() <= 0) {
      return claim(session, most);
    }
    return session
        .createNativeQuery(OPEN_DAY)
        .setParameter("day", day)
        .executeUpdate()
        .chain(
            () ->
                session
                    .createNativeQuery(SPENT, Integer.class)
                    .setParameter("day", day)
                    .getSingleResult())
        .chain(spent -> claim(session, Math.min(most, config.dailyRequests() - spent)))
        .call(taken -> spend(session, day, taken.size()));
  }

  private Uni<List<UUID>> claim(Mutiny.Session session, int most) {
    Duration lease = config.timeout().plusMinutes(1);
    return most <= 0
        ? Uni.createFrom().item(List.of())
        : session
            .createNativeQuery(CLAIM, UUID.class)
            .setParameter("most", most)
            .setParameter("millis", lease.toMillis())
            .getResultList();
  }

  private static Uni<Void> spend(Mutiny.Session session, LocalDate day, int count) {
    return count == 0
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(SPEND)
            .setParameter("day", day)
            .setParameter("count", count)
            .executeUpdate()
            .replaceWithVoid();
  }

  /** These are answered. */
  Uni<Void> done(Mutiny.Session session, List<UUID> projects) {
    return change(session, DONE, projects);
  }

  /** These are due again after a pause, unless they have had their tries. */
  Uni<Void> failed(Mutiny.Session session, List<UUID> projects) {
    if (projects.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    UUID[] ids = projects.toArray(UUID[]::new);
    return session
        .createNativeQuery(FAILED)
        .setParameter("ids", ids)
        .setParameter("millis", config.pause().toMillis())
        .executeUpdate()
        .chain(
            () ->
                session
                    .createNativeQuery(GIVE_UP)
                    .setParameter("ids", ids)
                    .setParameter("tries", config.tries())
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** These were not asked about: they are due as if nobody had taken them. */
  Uni<Void> again(Mutiny.Session session, List<UUID> projects) {
    return change(session, AGAIN, projects);
  }

  private static Uni<Void> change(Mutiny.Session session, String statement, List<UUID> projects) {
    return projects.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(statement)
            .setParameter("ids", projects.toArray(UUID[]::new))
            .executeUpdate()
            .replaceWithVoid();
  }

  /** Forgets those that have waited too long: they keep what their tags say. */
  Uni<Integer> forget(Mutiny.Session session) {
    return session
        .createNativeQuery(FORGET)
        .setParameter("millis", config.giveUpAfter().toMillis())
        .executeUpdate();
  }

  /** How many there are, up to a number. */
  Uni<Long> depth(Mutiny.Session session, int most) {
    return session
        .createNativeQuery(DEPTH, Long.class)
        .setParameter("most", most)
        .getSingleResult();
  }
}
