package dev.reelport.sources;

import dev.reelport.imports.ImportId;
import dev.reelport.imports.Run;
import dev.reelport.imports.Runs;
import dev.reelport.outbox.Outbox;
import dev.reelport.outbox.Relay;
import dev.reelport.platform.EventLoop;
import dev.reelport.platform.Ids;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.StoreFailures;
import dev.reelport.sources.SourceItems.Taken;
import dev.reelport.sources.SourceStore.Checked;
import dev.reelport.youtube.VideoId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Turns what rungs see into runs. A sighting is compared with what each follower of the list has
 * seen; what is new is written down together with the run that will look at it, and what the rung
 * goes on from next time is written with the last of that. So whatever is cut off in between is
 * seen again, and nothing is lost or started twice.
 */
@ApplicationScoped
public class Sightings {

  /** Followers a transaction; a list may have any number of them. */
  private static final int MOST_FOLLOWERS = 200;

  /** Items a transaction that are looked at again; the others come with the next check. */
  private static final int MOST_DUE = 2_000;

  private final SourceStore sources;
  private final SourceItems items;
  private final WatchedLists lists;
  private final Runs runs;
  private final Rhythm rhythm;
  private final Relay relay;
  private final Sessions sessions;
  private final EventLoop loop;
  private final InstantSource clock;

  Sightings(
      SourceStore sources,
      SourceItems items,
      WatchedLists lists,
      Runs runs,
      Rhythm rhythm,
      Relay relay,
      Sessions sessions,
      EventLoop loop,
      InstantSource clock) {
    this.sources = sources;
    this.items = items;
    this.lists = lists;
    this.runs = runs;
    this.rhythm = rhythm;
    this.relay = relay;
    this.sessions = sessions;
    this.loop = loop;
    this.clock = clock;
  }

  /**
   * What came of a sighting.
   *
   * @param fresh the videos that were new to a follower
   * @param runs how many runs were started
   */
  public record Found(Set<VideoId> fresh, int runs) {

    static final Found NOTHING = new Found(Set.of(), 0);

    private Found and(Found other) {
      Set<VideoId> both = new HashSet<>(fresh);
      both.addAll(other.fresh);
      return new Found(both, runs + other.runs);
    }
  }

  /**
   * Tells all followers of the list that go on by themselves. Each starts one run with what is new
   * to it and what it has to look at again, and is checked next when its rhythm says so; a push is
   * no check, and moves nobody's next one.
   */
  public Uni<Found> seen(Sighting sighting) {
    return seen(sighting, Optional.empty(), Found.NOTHING);
  }

  private Uni<Found> seen(Sighting sighting, Optional<SourceId> after, Found before) {
    Set<String> users = new HashSet<>();
    return loop.call(() -> sessions.ofWorker(session -> tell(session, sighting, after, users)))
        .onFailure(StoreFailures::mayPass)
        .invoke(() -> users.forEach(relay::doubt))
        .invoke(told -> relay.publish(told.batch()))
        .chain(
            told ->
                told.next().isPresent()
                    ? seen(sighting, told.next(), before.and(told.found()))
                    : Uni.createFrom().item(before.and(told.found())));
  }

  /**
   * A transaction's worth.
   *
   * @param next whom to go on behind; empty if these were the last
   */
  private record Told(Found found, Outbox.Batch batch, Optional<SourceId> next) {}

  private Uni<Told> tell(
      Mutiny.Session session, Sighting sighting, Optional<SourceId> after, Set<String> users) {
    return sources
        .followers(session, sighting.list(), after, MOST_FOLLOWERS)
        .invoke(found -> found.forEach(source -> users.add(source.user().value())))
        .chain(
            found -> {
              boolean last = found.size() < MOST_FOLLOWERS;
              return tell(session, sighting, found)
                  .call(told -> last ? lists.mark(session, sighting) : nothing())
                  .map(told -> last ? told : behind(told, found));
            });
  }

  private static Told behind(Told told, List<Source> found) {
    return new Told(told.found(), told.batch(), Optional.of(found.get(found.size() - 1).id()));
  }

  private Uni<Told> tell(Mutiny.Session session, Sighting sighting, List<Source> followers) {
    if (followers.isEmpty()) {
      return Uni.createFrom().item(new Told(Found.NOTHING, Outbox.Batch.EMPTY, Optional.empty()));
    }
    Instant now = clock.instant();
    Map<SourceId, ImportId> ids = new HashMap<>();
    followers.forEach(source -> ids.put(source.id(), new ImportId(Ids.next())));
    return items
        .see(session, followers, ids, sighting)
        .chain(
            fresh -> {
              Set<VideoId> news =
                  fresh.all().values().stream().flatMap(List::stream).collect(Collectors.toSet());
              return items
                  .due(session, followers, ids, now, MOST_DUE)
                  .map(fresh::and)
                  .chain(taken -> start(session, sighting, followers, ids, taken))
                  .map(
                      started ->
                          new Told(
                              new Found(news, started.imports().size()),
                              started.batch(),
                              Optional.empty()));
            });
  }

  private Uni<Runs.Started> start(
      Mutiny.Session session,
      Sighting sighting,
      List<Source> followers,
      Map<SourceId, ImportId> ids,
      Taken taken) {
    List<Run> starting =
        followers.stream()
            .filter(source -> !taken.of(source.id()).isEmpty())
            .map(
                source ->
                    source.run(
                        ids.get(source.id()), sighting.rung(), Optional.of(taken.of(source.id()))))
            .toList();
    return runs.start(session, starting)
        .call(started -> checked(session, sighting, followers, ids, taken));
  }

  private Uni<Void> checked(
      Mutiny.Session session,
      Sighting sighting,
      List<Source> followers,
      Map<SourceId, ImportId> ids,
      Taken taken) {
    Instant now = clock.instant();
    return lists
        .pace(session, sighting.list())
        .map(
            pace ->
                followers.stream()
                    .map(
                        source ->
                            new Checked(
                                source.id(),
                                rhythm.next(source.settings().interval(), pace, now),
                                Optional.of(ids.get(source.id()))
                                    .filter(id -> !taken.of(source.id()).isEmpty())))
                    .toList())
        .chain(all -> sources.checked(session, all, sighting.rung() == Rung.PUSH, now));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
