package dev.reelport.connections;

import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Renews access tokens, each by one instance at a time: whoever holds the row's lease asks Google,
 * without a connection to the database in hand; the others look until the row has changed.
 */
@ApplicationScoped
class Renewal {

  private static final FieldLogger LOG = FieldLogger.of(Renewal.class);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Rows rows;
  private final ConnectionStore store;
  private final Vault vault;
  private final GoogleOAuth google;
  private final Settlement settlement;
  private final ConnectionsConfig config;

  Renewal(
      Rows rows,
      ConnectionStore store,
      Vault vault,
      GoogleOAuth google,
      Settlement settlement,
      ConnectionsConfig config) {
    this.rows = rows;
    this.store = store;
    this.vault = vault;
    this.google = google;
    this.settlement = settlement;
    this.config = config;
  }

  /** What is in the row, and whether it is ours to renew. */
  private record Look(Optional<ConnectionRow> row, boolean leased) {}

  /** A good access token, renewed by whomever. Fails with a {@link GrantFailure}. */
  Uni<AccessToken> of(UserId user) {
    return look(user, config.patience().dividedBy(PAUSE));
  }

  private Uni<AccessToken> look(UserId user, long looksLeft) {
    UUID lease = UUID.randomUUID();
    return rows.ofUserFirmly(
            user,
            session ->
                store
                    .lease(session, user, lease, config.lease())
                    .chain(leased -> store.of(session, user).map(row -> new Look(row, leased))))
        .chain(look -> decide(user, look, lease, looksLeft));
  }

  private Uni<AccessToken> decide(UserId user, Look look, UUID lease, long looksLeft) {
    ConnectionRow row = required(look.row());
    if (look.leased()) {
      return renew(row, lease)
          .chain(
              token ->
                  token
                      .map(good -> Uni.createFrom().item(good))
                      .orElseGet(() -> again(user, looksLeft)));
    }
    // Before its end the old token serves while somebody else gets the new one.
    return row.alive ? Uni.createFrom().item(() -> token(row)) : again(user, looksLeft);
  }

  private Uni<AccessToken> again(UserId user, long looksLeft) {
    if (looksLeft <= 0) {
      return Uni.createFrom()
          .failure(new GrantFailure.Unavailable("Another instance takes too long", null));
    }
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(PAUSE)
        .chain(() -> look(user, looksLeft - 1));
  }

  /** Empty if the grant became another one meanwhile. */
  private Uni<Optional<AccessToken>> renew(ConnectionRow row, UUID lease) {
    return Uni.createFrom()
        .item(() -> opened(row).refresh())
        .chain(
            refreshToken ->
                google
                    .refresh(refreshToken)
                    .chain(granted -> settlement.renewed(row, lease, refreshToken, granted)))
        .onFailure(GrantFailure.Unavailable.class)
        .call(() -> settlement.released(row, lease))
        .onFailure(OAuthFailure.InvalidGrant.class)
        .recoverWithUni(over -> settlement.withdrawn(row, lease).map(Renewal::withdrawn))
        .onFailure(OAuthFailure.class)
        .recoverWithUni(
            failure -> settlement.released(row, lease).map(done -> makeDo(row, failure)));
  }

  private static Optional<AccessToken> withdrawn(boolean ended) {
    if (ended) {
      throw new GrantFailure.NeedsReconnect();
    }
    return Optional.empty();
  }

  /** Tokens are renewed some time before their end, so most troubles of Google's go unnoticed. */
  private Optional<AccessToken> makeDo(ConnectionRow row, Throwable failure) {
    if (failure instanceof OAuthFailure.Refused) {
      LOG.error("OAuth client refused", "answer", failure.getMessage());
    }
    if (row.alive) {
      return Optional.of(token(row));
    }
    throw new GrantFailure.Unavailable("Google gives no access token at the moment", failure);
  }

  /** The token in a row that is fresh, or good enough. */
  AccessToken token(ConnectionRow row) {
    return new AccessToken(opened(row).access(), row.id(), row.version);
  }

  private Vault.Tokens opened(ConnectionRow row) {
    try {
      return vault.open(row.user(), row.id(), row.sealed());
    } catch (UnreadableTokenException e) {
      LOG.error("token unreadable", "connection", row.id(), "cause", e.getMessage());
      throw new GrantFailure.Unavailable("The user's token cannot be read", e);
    }
  }

  /** The row of a grant that is good. */
  static ConnectionRow required(Optional<ConnectionRow> row) {
    ConnectionRow present = row.orElseThrow(GrantFailure.NotConnected::new);
    if (present.withdrawnAt != null) {
      throw new GrantFailure.NeedsReconnect();
    }
    return present;
  }
}
