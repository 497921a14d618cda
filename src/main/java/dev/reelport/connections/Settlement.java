package dev.reelport.connections;

import dev.reelport.connections.ConnectionStore.Life;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.Secret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes down what came of a renewal, unless the lease it was made under is over. */
@ApplicationScoped
class Settlement {

  private static final FieldLogger LOG = FieldLogger.of(Settlement.class);

  private final Rows rows;
  private final ConnectionStore store;
  private final Vault vault;
  private final Observers observers;
  private final ConnectionsConfig config;
  private final InstantSource clock;

  Settlement(
      Rows rows,
      ConnectionStore store,
      Vault vault,
      Observers observers,
      ConnectionsConfig config,
      InstantSource clock) {
    this.rows = rows;
    this.store = store;
    this.vault = vault;
    this.observers = observers;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Google gave a new access token; without a new refresh token the old one stays good. Empty if
   * the grant is another one by now.
   */
  Uni<Optional<AccessToken>> renewed(
      ConnectionRow row, UUID lease, Secret oldRefreshToken, Granted granted) {
    Vault.Tokens tokens =
        new Vault.Tokens(granted.refreshToken().orElse(oldRefreshToken), granted.accessToken());
    Vault.Sealed sealed = vault.seal(row.user(), row.id(), tokens);
    Life life = Life.of(granted.lifetime(), config.refreshBefore());
    Set<String> scopes = granted.scopes().isEmpty() ? row.scopes() : granted.scopes();
    AccessToken token = new AccessToken(granted.accessToken(), row.id(), row.version + 1);
    return rows.ofUserFirmly(
            row.user(), session -> store.renew(session, row.id(), lease, sealed, life, scopes))
        .map(written -> written ? Optional.of(token) : Optional.empty());
  }

  /** Google says that the grant is over: its tokens go, and everybody is told, once. */
  Uni<Boolean> withdrawn(ConnectionRow row, UUID lease) {
    return rows.ofUserFirmly(row.user(), session -> withdraw(session, row, lease))
        .invoke(after -> after.ifPresent(told -> tell(row, told)))
        .map(Optional::isPresent);
  }

  private Uni<Optional<Runnable>> withdraw(Mutiny.Session session, ConnectionRow row, UUID lease) {
    Instant now = clock.instant();
    Connection ended = row.asConnection().withdrawn(now);
    return store
        .withdraw(session, row.id(), lease, now)
        .chain(
            written ->
                written
                    ? observers
                        .ended(session, ConnectionEnd.withdrawn(ended, now))
                        .map(Optional::of)
                    : Uni.createFrom().item(Optional.<Runnable>empty()));
  }

  private static void tell(ConnectionRow row, Runnable told) {
    LOG.info("grant withdrawn", "connection", row.id());
    told.run();
  }

  /** Nothing came of it. A lease that cannot be given back ends by itself. */
  Uni<Void> released(ConnectionRow row, UUID lease) {
    return rows.ofUser(row.user(), session -> store.release(session, row.id(), lease))
        .onFailure()
        .invoke(
            failure -> LOG.warn("lease left behind", "cause", failure.getClass().getSimpleName()))
        .onFailure()
        .recoverWithNull();
  }
}
