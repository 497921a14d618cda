package dev.reelport.quota;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The units spent, written in the commit of what they bought. */
@ApplicationScoped
public class Ledger {

  private static final String BOOK =
      """
      insert into quota_ledger (booking, day, opening, bucket, user_id, import_id, units, booked_at)
      values (:booking, :day, :opening, :bucket, :user, cast(nullif(:import, '') as uuid), :units,
              :now)
      on conflict (booking, day, bucket, opening) do nothing
      """;

  private static final String SPENT_BY =
      """
      select coalesce(sum(units), 0) from quota_ledger
      where day = :day and bucket = :bucket and user_id = :user
      """;

  private static final String SPENT =
      """
      select coalesce(sum(units), 0) from quota_ledger
      where day = :day and bucket = :bucket
      """;

  private static final String HEAVIEST =
      """
      select user_id, sum(units) as units from quota_ledger
      where day = :day and bucket = :bucket
      group by user_id
      order by sum(units) desc, user_id
      limit :limit
      """;

  /**
   * Units to be booked.
   *
   * @param booking whose units they are: a booking has one entry a day, bucket and opening
   * @param opening see {@link Charge.Granted}
   * @param importId empty for what belongs to no import, such as a preview
   * @param units more than 0
   */
  public record Entry(
      UUID booking,
      LocalDate day,
      int opening,
      Bucket bucket,
      UserId user,
      Optional<UUID> importId,
      int units) {}

  /** Books units; true if they were not booked before. */
  public Uni<Boolean> book(Mutiny.Session session, Entry entry, Instant now) {
    return session
        .createNativeQuery(BOOK)
        .setParameter("booking", entry.booking())
        .setParameter("day", entry.day())
        .setParameter("opening", entry.opening())
        .setParameter("bucket", entry.bucket().key())
        .setParameter("user", entry.user().value())
        .setParameter("import", entry.importId().map(UUID::toString).orElse(""))
        .setParameter("units", entry.units())
        .setParameter("now", now)
        .executeUpdate()
        .map(rows -> rows == 1);
  }

  /** What the user spent in the bucket that day. */
  public Uni<Long> spentBy(Mutiny.Session session, LocalDate day, Bucket bucket, UserId user) {
    return session
        .createNativeQuery(SPENT_BY, Long.class)
        .setParameter("day", day)
        .setParameter("bucket", bucket.key())
        .setParameter("user", user.value())
        .getSingleResult();
  }

  /** What everybody spent in the bucket that day. */
  public Uni<Long> spent(Mutiny.Session session, LocalDate day, Bucket bucket) {
    return session
        .createNativeQuery(SPENT, Long.class)
        .setParameter("day", day)
        .setParameter("bucket", bucket.key())
        .getSingleResult();
  }

  /** Who spent most in the bucket that day, heaviest first. */
  public Uni<List<Spender>> heaviest(
      Mutiny.Session session, LocalDate day, Bucket bucket, int limit) {
    return session
        .createNativeQuery(HEAVIEST, Tuple.class)
        .setParameter("day", day)
        .setParameter("bucket", bucket.key())
        .setParameter("limit", limit)
        .getResultList()
        .map(rows -> rows.stream().map(Ledger::spender).toList());
  }

  private static Spender spender(Tuple row) {
    return new Spender(
        new UserId(row.get("user_id", String.class)), row.get("units", Number.class).longValue());
  }

  /** What a user spent. */
  public record Spender(UserId user, long units) {}
}
