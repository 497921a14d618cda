package dev.reelport.connections;

import dev.reelport.platform.Drain;
import dev.reelport.platform.EventLoop;
import dev.reelport.platform.StoreFailures;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The access tokens of users, renewed in good time and once, however many ask for one and at
 * whichever instance. None is kept in memory: the row is always asked, so that a grant that ends
 * ends everywhere.
 */
@ApplicationScoped
public class AccessTokens {

  private final Rows rows;
  private final ConnectionStore store;
  private final Renewal renewal;
  private final Drain drain;
  private final ConcurrentMap<UserId, Uni<AccessToken>> underWay = new ConcurrentHashMap<>();

  AccessTokens(Rows rows, ConnectionStore store, Renewal renewal, Drain drain) {
    this.rows = rows;
    this.store = store;
    this.renewal = renewal;
    this.drain = drain;
  }

  /**
   * A token that is good for minutes. On an event loop the answer arrives there too. Fails with a
   * {@link GrantFailure}; a database that is away for longer is one, too.
   */
  public Uni<AccessToken> of(UserId user) {
    return Uni.createFrom().deferred(() -> EventLoop.here(look(user)));
  }

  private Uni<AccessToken> look(UserId user) {
    return rows.ofUserFirmly(user, session -> store.of(session, user))
        .map(Renewal::required)
        .chain(row -> row.fresh ? Uni.createFrom().item(() -> renewal.token(row)) : renewed(user))
        .onFailure(StoreFailures::mayPass)
        .transform(away -> new GrantFailure.Unavailable("The grant cannot be read", away));
  }

  /**
   * YouTube did not take the token, although its time is not over: the next one that is asked for
   * is a new one, or the failure that says that the grant has ended. Does nothing if it has been
   * renewed since.
   */
  public Uni<Void> refused(AccessToken token) {
    return rows.ofWorker(session -> store.expire(session, token.connection(), token.version()));
  }

  private Uni<AccessToken> renewed(UserId user) {
    return underWay.computeIfAbsent(
        user,
        absent ->
            drain
                .hold(() -> renewal.of(user))
                .onTermination()
                .invoke(() -> underWay.remove(user))
                .memoize()
                .indefinitely());
  }
}
