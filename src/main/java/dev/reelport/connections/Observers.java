package dev.reelport.connections;

import dev.reelport.platform.UserId;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells all who have to know, one after the other: a session does one thing at a time. */
@ApplicationScoped
class Observers {

  private final List<ConnectionObserver> all;

  Observers(@All List<ConnectionObserver> all) {
    this.all = all;
  }

  Uni<Void> began(Mutiny.Session session, UserId user) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(observer -> observer.began(session, user))
        .onItem()
        .ignoreAsUni();
  }

  Uni<Runnable> ended(Mutiny.Session session, ConnectionEnd end) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(observer -> observer.ended(session, end))
        .collect()
        .asList()
        .map(after -> () -> after.forEach(Runnable::run));
  }
}
