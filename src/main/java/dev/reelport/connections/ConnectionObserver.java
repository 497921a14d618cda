package dev.reelport.connections;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Whoever has to know when a grant ends, and is no business of this package. */
public interface ConnectionObserver {

  /**
   * A grant has ended. Called within the transaction that says so; what it answers is run after the
   * commit.
   */
  Uni<Runnable> ended(Mutiny.Session session, ConnectionEnd end);
}
