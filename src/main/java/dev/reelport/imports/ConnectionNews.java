package dev.reelport.imports;

import dev.reelport.connections.ConnectionEnd;
import dev.reelport.connections.ConnectionObserver;
import dev.reelport.outbox.Relay;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells other services when a user's grant ends. */
@ApplicationScoped
class ConnectionNews implements ConnectionObserver {

  private final Announcer announcer;
  private final Relay relay;

  ConnectionNews(Announcer announcer, Relay relay) {
    this.announcer = announcer;
    this.relay = relay;
  }

  @Override
  public Uni<Runnable> ended(Mutiny.Session session, ConnectionEnd end) {
    return announcer.revoked(session, end).map(batch -> () -> relay.publish(batch));
  }
}
