package dev.reelport.imports;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Which imports of single videos are to be done, and who has them in hand. Time is the database's,
 * one clock for all instances. Every statement runs in the caller's session; writing an import's
 * next version ends the claim on it.
 */
@ApplicationScoped
class SingleStore {

  private static final String WAITING =
      """
      select exists (
        select 1 from import
        where kind = 'video' and status in ('queued', 'running')
          and (claimed_until is null or claimed_until < now()))
      """;

  // Materialized, here and below: a plan that looks twice takes more than the limit. A user's
  // second video comes after everybody's first. The conditions stand twice because a row may have
  // been claimed, or done, between the look and the lock.
  private static final String CLAIM =
      """
      with taken as materialized (
        select i.id
        from import i
        join (select id, row_number() over (partition by user_id order by id) as turn
              from import
              where kind = 'video' and status in ('queued', 'running')
                and (claimed_until is null or claimed_until < now())) as due on due.id = i.id
        where i.kind = 'video' and i.status in ('queued', 'running')
          and (i.claimed_until is null or i.claimed_until < now())
        order by i.id = :first desc, due.turn, i.id
        limit :most
        for update of i skip locked)
      update import set claimed_until = now() + :millis * interval '1 millisecond'
      where id in (select id from taken)
      returning id
      """;

  private static final String LAPSE =
      """
      with lapsed as materialized (
        select id from import
        where claimed_until < now() and status in ('queued', 'running')
        order by claimed_until limit :most for update skip locked)
      update import set claimed_until = null where id in (select id from lapsed)
      returning id
      """;

  private final ImportStore imports;

  SingleStore(ImportStore imports) {
    this.imports = imports;
  }

  /** Whether there is one that nobody has in hand. */
  Uni<Boolean> areWaiting(Mutiny.Session session) {
    return session.createNativeQuery(WAITING, Boolean.class).getSingleResult();
  }

  /**
   * Takes some that nobody has in hand, for so long; users take turns. In order of creation.
   *
   * @param first is among them, if it is one of these
   */
  Uni<List<Import>> claim(Mutiny.Session session, ImportId first, int most, Duration lease) {
    return session
        .createNativeQuery(CLAIM, UUID.class)
        .setParameter("millis", lease.toMillis())
        .setParameter("first", first.value())
        .setParameter("most", most)
        .getResultList()
        .chain(ids -> byIds(session, ids));
  }

  /** Frees what was taken and not done in time; each is told to one caller only. */
  Uni<List<Import>> lapse(Mutiny.Session session, int most) {
    return session
        .createNativeQuery(LAPSE, UUID.class)
        .setParameter("most", most)
        .getResultList()
        .chain(ids -> byIds(session, ids));
  }

  private Uni<List<Import>> byIds(Mutiny.Session session, List<UUID> ids) {
    return imports
        .byIds(session, ids.stream().map(ImportId::new).toList())
        .map(found -> found.stream().sorted(Comparator.comparing(i -> i.id().value())).toList());
  }
}
