package dev.reelport.outbox;

import dev.reelport.platform.Trace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** The outbox table. */
@ApplicationScoped
public class Outbox {

  // The rows are numbered in the order they are given: the relay sends by number.
  private static final String APPEND =
      """
      insert into outbox (topic, key, content_type, value, traceparent, created_at)
      select topic, key, content_type, value, cast(:trace as text), :now
      from unnest(cast(:topics as text[]), cast(:keys as text[]), cast(:types as text[]),
                  cast(:contents as text[])) with ordinality
           as r(topic, key, content_type, value, ord)
      order by ord
      returning id
      """;

  /** Records whose transaction has still to commit. Give it to {@link Relay#publish} after that. */
  public record Batch(List<Long> ids, List<OutboxRecord> records) {

    /** Nothing to publish. */
    public static final Batch EMPTY = new Batch(List.of(), List.of());

    /** The keys of its records. */
    Set<String> keys() {
      return records.stream().map(OutboxRecord::key).collect(Collectors.toUnmodifiableSet());
    }

    /** Both, to be published in this order. */
    public Batch and(Batch other) {
      return new Batch(both(ids, other.ids), both(records, other.records));
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
      return Stream.concat(one.stream(), other.stream()).toList();
    }
  }

  /** Writes the records in the caller's transaction, as part of the trace it runs in. */
  public Uni<Batch> append(Mutiny.Session session, List<OutboxRecord> records, Instant now) {
    if (records.isEmpty()) {
      return Uni.createFrom().item(Batch.EMPTY);
    }
    String trace = Trace.current();
    List<OutboxRecord> traced =
        trace == null ? records : records.stream().map(record -> record.in(trace)).toList();
    return session
        .createNativeQuery(APPEND, Long.class)
        .setParameter("topics", column(records, OutboxRecord::topic))
        .setParameter("keys", column(records, OutboxRecord::key))
        .setParameter("types", column(records, OutboxRecord::contentType))
        .setParameter("contents", column(records, OutboxRecord::value))
        .setParameter("trace", trace)
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .getResultList()
        .map(ids -> new Batch(new ArrayList<>(ids), traced));
  }

  /** Whether an older record of the batch's keys is still there. */
  Uni<Boolean> hasOlder(Mutiny.Session session, Batch batch) {
    return session
        .createNativeQuery(
            "select exists (select 1 from outbox"
                + " where key = any(cast(:keys as text[])) and id < :first)",
            Boolean.class)
        .setParameter("keys", batch.keys().toArray(String[]::new))
        .setParameter("first", batch.ids().get(0))
        .getSingleResult();
  }

  /**
   * Takes records that nobody has published although they are this old, for this transaction alone:
   * others skip them.
   */
  Uni<Batch> claim(Mutiny.Session session, Instant olderThan, int most) {
    return session
        .createNativeQuery(
            "select * from outbox where created_at < :before order by id limit :most"
                + " for update skip locked",
            OutboxRow.class)
        .setParameter("before", olderThan.atOffset(ZoneOffset.UTC))
        .setParameter("most", most)
        .getResultList()
        .map(
            rows ->
                new Batch(
                    rows.stream().map(row -> row.id).toList(),
                    rows.stream().map(OutboxRow::asRecord).toList()));
  }

  /** Forgets records that are published. */
  Uni<Void> delete(Mutiny.Session session, List<Long> ids) {
    return session
        .createNativeQuery("delete from outbox where id = any(cast(:ids as bigint[]))")
        .setParameter("ids", ids.toArray(Long[]::new))
        .executeUpdate()
        .replaceWithVoid();
  }

  private static String[] column(List<OutboxRecord> records, Function<OutboxRecord, String> part) {
    return records.stream().map(part).toArray(String[]::new);
  }
}
