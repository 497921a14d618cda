package dev.reelport.connections;

import dev.reelport.platform.Drain;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.TimerRun;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Brings tokens under the current key, batch by batch while the service works, so that an old key
 * can go. A token that no key opens is said and left alone. While instances disagree on which key
 * is the current one, tokens go back and forth; they settle as soon as the instances agree.
 */
@ApplicationScoped
class Reencryption {

  private static final FieldLogger LOG = FieldLogger.of(Reencryption.class);

  private static final String CLAIM =
      """
      select id from connection
      where split_part(refresh_token, '.', 2) = any(cast(:keys as text[])) and id > :after
      order by id limit :most
      for update skip locked
      """;

  private static final String REWRITE =
      """
      update connection c set refresh_token = t.refresh, access_token = t.access
      from unnest(cast(:ids as uuid[]), cast(:refresh as text[]), cast(:access as text[]))
           as t(id, refresh, access)
      where c.id = t.id
      """;

  private static final UUID FIRST = new UUID(0, 0);

  private final Rows rows;
  private final Vault vault;
  private final ConnectionsConfig config;
  private final Drain drain;

  Reencryption(Rows rows, Vault vault, ConnectionsConfig config, Drain drain) {
    this.rows = rows;
    this.vault = vault;
    this.config = config;
    this.drain = drain;
  }

  @Scheduled(
      every = "${reelport.connections.reencrypt-every:60s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> run() {
    if (vault.olderKeys().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    AtomicReference<UUID> reached = new AtomicReference<>(FIRST);
    return TimerRun.of(
        "re-encryption",
        drain
            .hold(() -> rows.ofWorker(session -> batch(session, reached)))
            .repeat()
            .until(seen -> seen < config.reencryptBatch() || drain.isStopping())
            .collect()
            .last());
  }

  private Uni<Integer> batch(Mutiny.Session session, AtomicReference<UUID> reached) {
    return session
        .createNativeQuery(CLAIM, UUID.class)
        .setParameter("keys", vault.olderKeys().toArray(String[]::new))
        .setParameter("after", reached.get())
        .setParameter("most", config.reencryptBatch())
        .getResultList()
        .call(ids -> ids.isEmpty() ? Uni.createFrom().voidItem() : rewrite(session, ids))
        .invoke(ids -> ids.stream().reduce((a, b) -> b).ifPresent(reached::set))
        .map(List::size);
  }

  private Uni<Void> rewrite(Mutiny.Session session, List<UUID> ids) {
    return session
        .createSelectionQuery("from ConnectionRow where id in (:ids)", ConnectionRow.class)
        .setParameter("ids", ids)
        .getResultList()
        .map(this::sealedAgain)
        .chain(
            again ->
                session
                    .createNativeQuery(REWRITE)
                    .setParameter("ids", again.keySet().toArray(UUID[]::new))
                    .setParameter("refresh", column(again, Vault.Sealed::refresh))
                    .setParameter("access", column(again, Vault.Sealed::access))
                    .executeUpdate())
        .invoke(written -> LOG.info("tokens encrypted again", "connections", written))
        .replaceWithVoid();
  }

  private Map<UUID, Vault.Sealed> sealedAgain(List<ConnectionRow> rows) {
    Map<UUID, Vault.Sealed> again = new LinkedHashMap<>();
    for (ConnectionRow row : rows) {
      try {
        Vault.Tokens tokens = vault.open(row.user(), row.id(), row.sealed());
        again.put(row.id, vault.seal(row.user(), row.id(), tokens));
      } catch (UnreadableTokenException e) {
        LOG.error("token unreadable", "connection", row.id, "cause", e.getMessage());
      }
    }
    return again;
  }

  private static String[] column(
      Map<UUID, Vault.Sealed> sealed, Function<Vault.Sealed, String> part) {
    return sealed.values().stream().map(part).toArray(String[]::new);
  }
}
