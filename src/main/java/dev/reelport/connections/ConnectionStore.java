package dev.reelport.connections;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The rows of connections. Every statement runs in the caller's session. When tokens are renewed is
 * decided by the clock of the database, so that instances whose clocks differ agree.
 */
@ApplicationScoped
class ConnectionStore {

  private static final String PUT =
      """
      insert into connection (id, user_id, refresh_token, access_token, expires_at, refresh_at,
                              scopes, version, connected_at)
      values (:id, :user, :refresh, :access,
              now() + cast(:lifetime as bigint) * interval '1 millisecond',
              now() + cast(:renewal as bigint) * interval '1 millisecond',
              :scopes, 1, :now)
      on conflict (user_id) do update
      set id = excluded.id, refresh_token = excluded.refresh_token,
          access_token = excluded.access_token, expires_at = excluded.expires_at,
          refresh_at = excluded.refresh_at, scopes = excluded.scopes, channel_id = null,
          channel_title = null, version = 1, connected_at = excluded.connected_at,
          withdrawn_at = null, lease = null, leased_until = null
      """;

  // The same lease again is the same attempt, whose first answer was lost.
  private static final String LEASE =
      """
      update connection
      set lease = :lease, leased_until = now() + cast(:length as bigint) * interval '1 millisecond'
      where user_id = :user and withdrawn_at is null and refresh_at <= now()
        and (leased_until is null or leased_until <= now() or lease = :lease)
      """;

  private static final String RENEW =
      """
      update connection
      set refresh_token = :refresh, access_token = :access,
          expires_at = now() + cast(:lifetime as bigint) * interval '1 millisecond',
          refresh_at = now() + cast(:renewal as bigint) * interval '1 millisecond',
          scopes = :scopes, version = version + 1, lease = null, leased_until = null
      where id = :id and lease = :lease
      """;

  private static final String WITHDRAW =
      """
      update connection
      set refresh_token = null, access_token = null, expires_at = null, refresh_at = null,
          withdrawn_at = :now, version = version + 1, lease = null, leased_until = null
      where id = :id and lease = :lease
      """;

  private static final String RELEASE =
      """
      update connection set lease = null, leased_until = null
      where id = :id and lease = :lease
      """;

  /** How long access tokens are good, and after how much of that they are renewed. */
  record Life(Duration lifetime, Duration renewal) {

    /** Renewed so long before its end, or at half its life if that is later. */
    static Life of(Duration lifetime, Duration refreshBefore) {
      Duration half = lifetime.dividedBy(2);
      Duration early = lifetime.minus(refreshBefore);
      return new Life(lifetime, early.compareTo(half) > 0 ? early : half);
    }
  }

  Uni<Optional<ConnectionRow>> of(Mutiny.Session session, UserId user) {
    return session
        .createSelectionQuery("from ConnectionRow where userId = :user", ConnectionRow.class)
        .setParameter("user", user.value())
        .getSingleResultOrNull()
        .map(Optional::ofNullable);
  }

  /** Which of these users have a connection. */
  Uni<List<String>> among(Mutiny.Session session, String[] users) {
    return session
        .createNativeQuery(
            "select user_id from connection where user_id = any (cast(:users as text[]))",
            String.class)
        .setParameter("users", users)
        .getResultList();
  }

  /** Whether Google ended the user's grant; the row stays as it is until the transaction ends. */
  Uni<Boolean> isOver(Mutiny.Session session, UserId user) {
    return session
        .createNativeQuery(
            "select withdrawn_at is not null from connection where user_id = :user for share",
            Boolean.class)
        .setParameter("user", user.value())
        .getSingleResultOrNull()
        .map(Boolean.TRUE::equals);
  }

  /** Writes a new grant in place of whatever the user had. */
  Uni<Void> put(
      Mutiny.Session session,
      UserId user,
      ConnectionId id,
      Vault.Sealed tokens,
      Life life,
      Set<String> scopes,
      Instant now) {
    return bind(session.createNativeQuery(PUT), id, tokens, life, scopes)
        .setParameter("user", user.value())
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Whether the caller, and nobody else for so long, may renew the user's token now. */
  Uni<Boolean> lease(Mutiny.Session session, UserId user, UUID lease, Duration length) {
    return session
        .createNativeQuery(LEASE)
        .setParameter("user", user.value())
        .setParameter("lease", lease)
        .setParameter("length", length.toMillis())
        .executeUpdate()
        .map(rows -> rows == 1);
  }

  /** Writes renewed tokens; false if the lease is over, or the grant is another one by now. */
  Uni<Boolean> renew(
      Mutiny.Session session,
      ConnectionId id,
      UUID lease,
      Vault.Sealed tokens,
      Life life,
      Set<String> scopes) {
    return bind(session.createNativeQuery(RENEW), id, tokens, life, scopes)
        .setParameter("lease", lease)
        .executeUpdate()
        .map(rows -> rows == 1);
  }

  /** Purges the tokens of a grant that is over; false as in {@link #renew}. */
  Uni<Boolean> withdraw(Mutiny.Session session, ConnectionId id, UUID lease, Instant now) {
    return session
        .createNativeQuery(WITHDRAW)
        .setParameter("id", id.value())
        .setParameter("lease", lease)
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .executeUpdate()
        .map(rows -> rows == 1);
  }

  /** Lets others try. */
  Uni<Void> release(Mutiny.Session session, ConnectionId id, UUID lease) {
    return session
        .createNativeQuery(RELEASE)
        .setParameter("id", id.value())
        .setParameter("lease", lease)
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Lets the access token be renewed at its next use, unless it was renewed since. */
  Uni<Void> expire(Mutiny.Session session, ConnectionId id, long version) {
    return session
        .createNativeQuery(
            // Not now(): a transaction that began a moment before would take it for good still.
            "update connection set expires_at = '-infinity', refresh_at = '-infinity'"
                + " where id = :id and version = :version and withdrawn_at is null")
        .setParameter("id", id.value())
        .setParameter("version", version)
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Writes down which channel the grant speaks for. */
  Uni<Void> name(Mutiny.Session session, ConnectionId id, ConnectedChannel channel) {
    return session
        .createNativeQuery(
            "update connection set channel_id = :channel, channel_title = :title where id = :id")
        .setParameter("channel", channel.id())
        .setParameter("title", channel.title())
        .setParameter("id", id.value())
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Deletes the user's grant and tells what it was, as nobody else can change it any more. */
  Uni<Optional<ConnectionRow>> remove(Mutiny.Session session, UserId user) {
    return session
        .createNativeQuery("select id from connection where user_id = :user for update", UUID.class)
        .setParameter("user", user.value())
        .getResultList()
        .chain(() -> of(session, user))
        .call(
            row ->
                session
                    .createNativeQuery("delete from connection where user_id = :user")
                    .setParameter("user", user.value())
                    .executeUpdate());
  }

  private static Mutiny.MutationQuery bind(
      Mutiny.MutationQuery query,
      ConnectionId id,
      Vault.Sealed tokens,
      Life life,
      Set<String> scopes) {
    return query
        .setParameter("id", id.value())
        .setParameter("refresh", tokens.refresh())
        .setParameter("access", tokens.access())
        .setParameter("lifetime", life.lifetime().toMillis())
        .setParameter("renewal", life.renewal().toMillis())
        .setParameter("scopes", String.join(" ", scopes));
  }
}
