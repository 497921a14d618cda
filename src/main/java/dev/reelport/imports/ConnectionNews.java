package dev.reelport.imports;

import dev.reelport.connections.ConnectionEnd;
import dev.reelport.connections.ConnectionObserver;
import dev.reelport.outbox.Relay;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells other services when a user's grant ends, and lets imports go on that waited for one. */
@ApplicationScoped
class ConnectionNews implements ConnectionObserver {

  private final Announcer announcer;
  private final Relay relay;
  private final Reconnects reconnects;

  ConnectionNews(Announcer announcer, Relay relay, Reconnects reconnects) {
    this.announcer = announcer;
    this.relay = relay;
    this.reconnects = reconnects;
  }

  @Override
  public Uni<Void> began(Mutiny.Session session, UserId user) {
    return reconnects.resume(session, user);
  }

  @Override
  public Uni<Runnable> ended(Mutiny.Session session, ConnectionEnd end) {
    // Without a connection imports go on as they do for everybody who has none.
    Uni<Void> resumed =
        end.isByItsOwner() ? reconnects.resume(session, end.user()) : Uni.createFrom().voidItem();
    return resumed
        .chain(() -> announcer.revoked(session, end))
        .map(batch -> () -> relay.publish(batch));
  }
}
