package dev.reelport.sources;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What users do to their sources, in the caller's transaction, which has locked the source. */
@ApplicationScoped
class SourceChanges {

  private final SourceStore sources;
  private final SourceItems items;
  private final WatchedLists lists;
  private final Launch launch;
  private final Rhythm rhythm;

  SourceChanges(
      SourceStore sources, SourceItems items, WatchedLists lists, Launch launch, Rhythm rhythm) {
    this.sources = sources;
    this.items = items;
    this.lists = lists;
    this.launch = launch;
    this.rhythm = rhythm;
  }

  /** Writes the source, or answers the one that the user has of the list; its first run begins. */
  Uni<Changed> make(Mutiny.Session session, Source wanted, Instant now) {
    boolean goesOn = wanted.settings().interval() != SyncInterval.MANUAL;
    Source made = wanted.checking(rhythm.next(wanted.settings().interval(), Pace.UNKNOWN, now));
    return sources
        .keep(session, made)
        .call(() -> lists.watch(session, made.list(), made.kind(), made.target(), now))
        .chain(
            id ->
                !id.equals(made.id())
                    ? sources.locked(session, id).map(found -> Changed.only(found.orElseThrow()))
                    : goesOn
                        ? launch.sweep(session, made, now)
                        : Uni.createFrom().item(Changed.only(made)));
  }

  /** Reads the whole list now, if nobody is about it. */
  Uni<Changed> sync(Mutiny.Session session, Source source, Instant now) {
    return launch.sweep(session, source, now);
  }

  /**
   * What filters have kept away is looked at again when they change; what came while a source was
   * paused is caught up with when it goes on.
   */
  Uni<Changed> apply(Mutiny.Session session, Source source, SourcePatch patch, Instant now) {
    Settings wanted = patch.settings(source.settings());
    boolean paused = patch.paused() == null ? source.standing().paused() : patch.paused();
    boolean refiltered = !wanted.filters().equals(source.settings().filters());
    boolean resumed = source.standing().paused() && !paused;
    return lists
        .pace(session, source.list())
        .map(
            pace ->
                source.changed(
                    wanted, paused, nextCheck(source, wanted, pace, refiltered, now), now))
        .call(next -> sources.save(session, next))
        .call(
            next ->
                refiltered
                    ? items.reconsider(session, next.id(), now)
                    : Uni.createFrom().voidItem())
        .chain(
            next ->
                resumed && next.goesOn()
                    ? launch.sweep(session, next, now)
                    : Uni.createFrom().item(Changed.only(next)));
  }

  private Optional<Instant> nextCheck(
      Source source, Settings wanted, Pace pace, boolean refiltered, Instant now) {
    if (refiltered) {
      return Optional.empty();
    }
    return wanted.interval() == source.settings().interval()
        ? source.times().nextCheckAt()
        : rhythm.next(wanted.interval(), pace, source.times().checkedAt().orElse(now));
  }
}
