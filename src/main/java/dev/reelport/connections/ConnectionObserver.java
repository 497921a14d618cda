package dev.reelport.connections;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Whoever has to know when a grant ends, and is no business of this package. */
public interface ConnectionObserver {

  /** A user has connected. Called within the transaction that says so. */
  Uni<Void> began(Mutiny.Session session, UserId user);

  /**
   * A grant has ended. Called within the transaction that says so; what it answers is run after the
   * commit.
   */
  Uni<Runnable> ended(Mutiny.Session session, ConnectionEnd end);
}
