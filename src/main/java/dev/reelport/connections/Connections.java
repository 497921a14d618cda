package dev.reelport.connections;

import dev.reelport.platform.Drain;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** How users' connections stand, and their end. */
@ApplicationScoped
public class Connections {

  private static final FieldLogger LOG = FieldLogger.of(Connections.class);

  private final Rows rows;
  private final ConnectionStore store;
  private final Vault vault;
  private final GoogleOAuth google;
  private final Observers observers;
  private final Drain drain;
  private final InstantSource clock;

  Connections(
      Rows rows,
      ConnectionStore store,
      Vault vault,
      GoogleOAuth google,
      Observers observers,
      Drain drain,
      InstantSource clock) {
    this.rows = rows;
    this.store = store;
    this.vault = vault;
    this.google = google;
    this.observers = observers;
    this.drain = drain;
    this.clock = clock;
  }

  /** The user's connection, good or not. */
  public Uni<Optional<Connection>> of(UserId user) {
    return rows.ofUser(user, session -> store.of(session, user))
        .map(row -> row.map(ConnectionRow::asConnection));
  }

  /** Writes down which channel a grant speaks for, once YouTube has been asked. */
  public Uni<Void> speaksFor(ConnectionId id, ConnectedChannel channel) {
    return rows.ofWorker(session -> store.name(session, id, channel));
  }

  /**
   * Ends the user's connection: its tokens are purged whatever happens, then Google is asked to
   * revoke the grant, as well as that goes. Does nothing where there is none.
   */
  public Uni<Void> disconnect(UserId user) {
    return drain.hold(
        () ->
            rows.ofUser(user, session -> purge(session, user))
                .chain(
                    gone -> gone.map(this::revoke).orElseGet(() -> Uni.createFrom().voidItem())));
  }

  private record Gone(ConnectionRow row, Runnable afterCommit) {}

  private Uni<Optional<Gone>> purge(Mutiny.Session session, UserId user) {
    Instant now = clock.instant();
    return store
        .remove(session, user)
        .chain(
            row ->
                row.map(
                        last ->
                            observers
                                .ended(
                                    session, ConnectionEnd.disconnected(last.asConnection(), now))
                                .map(after -> Optional.of(new Gone(last, after))))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  private Uni<Void> revoke(Gone gone) {
    gone.afterCommit().run();
    ConnectionRow row = gone.row();
    if (row.withdrawnAt != null) {
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom()
        .item(() -> vault.open(row.user(), row.id(), row.sealed()).refresh())
        .chain(google::revoke)
        .onFailure(Connections::isBearable)
        .recoverWithUni(
            failure -> {
              LOG.warn("grant not revoked", "connection", row.id(), "cause", failure.getMessage());
              return Uni.createFrom().voidItem();
            });
  }

  private static boolean isBearable(Throwable failure) {
    return failure instanceof OAuthFailure || failure instanceof UnreadableTokenException;
  }
}
