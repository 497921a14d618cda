package dev.reelport.imports;

import dev.reelport.platform.Drain;
import dev.reelport.platform.EventLoop;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.Sessions;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Whoever follows an import live. Changes made here are told at once; changes made by other
 * instances are found by one query for all followed imports.
 */
@ApplicationScoped
class Followers {

  private static final FieldLogger LOG = FieldLogger.of(Followers.class);

  private final ImportStore imports;
  private final Sessions sessions;
  private final EventLoop loop;
  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final Runnable stopLooking;
  private volatile boolean stopped;

  Followers(ImportStore imports, Sessions sessions, EventLoop loop, ImportsConfig config) {
    this.imports = imports;
    this.sessions = sessions;
    this.loop = loop;
    this.stopLooking = loop.every(config.watchEvery(), this::look);
  }

  /** What is newer than {@code seen}, up to the final state; versions may be skipped. */
  Multi<ImportView> follow(ImportView first, long seen) {
    return Multi.createFrom()
        .emitter(
            emitter -> {
              Follower follower = new Follower(first.id(), seen, emitter);
              followers.add(follower);
              emitter.onTermination(() -> followers.remove(follower));
              follower.tell(first);
              if (stopped) {
                emitter.complete();
              }
            },
            BackPressureStrategy.LATEST);
  }

  /** Tells a change to whoever follows the import here. */
  void tell(ImportView view) {
    followers.stream().filter(f -> f.id.equals(view.id())).forEach(f -> f.tell(view));
  }

  private void look() {
    List<ImportId> ids = followers.stream().map(f -> f.id).distinct().collect(Collectors.toList());
    if (ids.isEmpty() || !looking.compareAndSet(false, true)) {
      return;
    }
    loop.call(() -> read(ids))
        .eventually(() -> looking.set(false))
        .subscribe()
        .with(
            found -> found.forEach(i -> tell(i.view())),
            failure -> LOG.warn("followers not told", "cause", failure.getClass().getSimpleName()));
  }

  private Uni<List<Import>> read(List<ImportId> ids) {
    return sessions.ofWorker(session -> imports.byIds(session, ids));
  }

  // Whoever follows is told that the stream is over, and goes on at another instance.
  void stop(@Observes @Priority(Drain.DOORS_CLOSED) ShutdownDelayInitiatedEvent told) {
    stopped = true;
    stopLooking.run();
    followers.forEach(follower -> follower.emitter.complete());
  }

  private static final class Follower {
    private final ImportId id;
    private final MultiEmitter<? super ImportView> emitter;
    private long seen;

    Follower(ImportId id, long seen, MultiEmitter<? super ImportView> emitter) {
      this.id = id;
      this.seen = seen;
      this.emitter = emitter;
    }

    synchronized void tell(ImportView view) {
      if (view.version() > seen) {
        seen = view.version();
        emitter.emit(view);
      }
      if (view.status().isFinal() && view.version() == seen) {
        emitter.complete();
      }
    }
  }
}
