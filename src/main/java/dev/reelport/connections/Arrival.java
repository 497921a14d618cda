package dev.reelport.connections;

import dev.reelport.connections.ConnectionStore.Life;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Takes in a new grant, in place of whatever the user had. */
@ApplicationScoped
class Arrival {

  private static final FieldLogger LOG = FieldLogger.of(Arrival.class);

  private final Rows rows;
  private final ConnectionStore store;
  private final Vault vault;
  private final Observers observers;
  private final ConnectionsConfig config;
  private final InstantSource clock;

  Arrival(
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
   * Keeps the grant if it allows what is needed. One that does not is left alone: to revoke it
   * would also end an older, good one of the same person (Google revokes all of them at once).
   */
  Uni<ConsentOutcome> of(UserId user, ConnectionId id, Granted granted) {
    if (granted.refreshToken().isEmpty() || !granted.scopes().contains(GoogleOAuth.SCOPE)) {
      return Uni.createFrom().item(ConsentOutcome.INCOMPLETE);
    }
    Vault.Tokens tokens = new Vault.Tokens(granted.refreshToken().get(), granted.accessToken());
    Vault.Sealed sealed = vault.seal(user, id, tokens);
    Life life = Life.of(granted.lifetime(), config.refreshBefore());
    return rows.ofUserFirmly(
            user,
            session ->
                store
                    .put(session, user, id, sealed, life, granted.scopes(), clock.instant())
                    .chain(() -> observers.began(session, user)))
        .invoke(() -> LOG.info("channel connected", "connection", id))
        .replaceWith(ConsentOutcome.CONNECTED);
  }
}
