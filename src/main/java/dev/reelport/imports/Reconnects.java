package dev.reelport.imports;

import dev.reelport.connections.Grants;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.hibernate.reactive.mutiny.Mutiny;

/** Imports that wait for their user to connect again. */
@ApplicationScoped
class Reconnects {

  private final Grants grants;
  private final ImportStore imports;
  private final InstantSource clock;

  Reconnects(Grants grants, ImportStore imports, InstantSource clock) {
    this.grants = grants;
    this.imports = imports;
    this.clock = clock;
  }

  /** The import as it is to be written: one whose user was faster than its step does not wait. */
  Uni<Import> settled(Mutiny.Session session, Import next) {
    return isWaiting(next)
        ? grants.isOver(session, next.user()).map(over -> over ? next : next.goingOn())
        : Uni.createFrom().item(next);
  }

  private static boolean isWaiting(Import i) {
    return i.state() instanceof ImportState.Waiting waiting
        && waiting.reason() == WaitingReason.RECONNECT;
  }

  /** Lets the user's imports go on, as soon as the transaction is committed. */
  Uni<Void> resume(Mutiny.Session session, UserId user) {
    return imports.resume(session, user, WaitingReason.RECONNECT, clock.instant());
  }
}
