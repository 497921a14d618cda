package dev.reelport.sources;

import dev.reelport.connections.ConnectionEnd;
import dev.reelport.connections.ConnectionObserver;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Lets sources wait whose lists a user's grant opened, and go on when there is one again. Whoever
 * disconnects by themselves gets what everybody sees; what that does not show, waits from its next
 * run on.
 */
@ApplicationScoped
class GrantNews implements ConnectionObserver {

  /** Lists read in the transaction of a new grant; more of them go on with their next checks. */
  private static final int MOST_READ = 50;

  private final SourceStore sources;
  private final Launch launch;
  private final InstantSource clock;

  GrantNews(SourceStore sources, Launch launch, InstantSource clock) {
    this.sources = sources;
    this.launch = launch;
    this.clock = clock;
  }

  // What they missed meanwhile is in their whole lists.
  @Override
  public Uni<Void> began(Mutiny.Session session, UserId user) {
    return sources
        .resume(session, user, clock.instant())
        .onItem()
        .transformToMulti(resumed -> Multi.createFrom().iterable(resumed).select().first(MOST_READ))
        .onItem()
        .transformToUniAndConcatenate(source -> launch.sweep(session, source, clock.instant()))
        // Published by the outbox's sweep: nobody waits for them.
        .onItem()
        .ignoreAsUni();
  }

  @Override
  public Uni<Runnable> ended(Mutiny.Session session, ConnectionEnd end) {
    boolean waits = !end.isByItsOwner() && end.view().channel() != null;
    Uni<Void> told =
        waits
            ? sources.awaitReconnect(session, end.user(), end.view().channel().id(), end.at())
            : Uni.createFrom().voidItem();
    return told.replaceWith(() -> {});
  }
}
