package dev.reelport.sources;

import dev.reelport.imports.ImportId;
import dev.reelport.imports.Run;
import dev.reelport.imports.Runs;
import dev.reelport.outbox.Outbox;
import dev.reelport.outbox.Relay;
import dev.reelport.platform.EventLoop;
import dev.reelport.platform.Ids;
import dev.reelport.platform.Sessions;
import dev.reelport.sources.CheckStore.Follower;
import dev.reelport.sources.Sighting.Marks;
import dev.reelport.sources.Sighting.SeenVideo;
import dev.reelport.sources.SourceStore.Checked;
import dev.reelport.youtube.PlaylistId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The logbook in the database: sources, their items and the lists they follow. */
@ApplicationScoped
class SourceLogbook implements Logbook {

  private static final int MOST_FOLLOWERS = 200;

  /** What is to be looked at again is not looked at all the time. */
  private static final Duration SOONEST = Duration.ofMinutes(5);

  private final CheckStore checks;
  private final ListStore lists;
  private final SourceStore sources;
  private final Sightings sightings;
  private final Runs runs;
  private final Rhythm rhythm;
  private final Relay relay;
  private final Sessions sessions;
  private final EventLoop loop;
  private final DiscoveryConfig config;
  private final InstantSource clock;

  SourceLogbook(
      CheckStore checks,
      ListStore lists,
      SourceStore sources,
      Sightings sightings,
      Runs runs,
      Rhythm rhythm,
      Relay relay,
      Sessions sessions,
      EventLoop loop,
      DiscoveryConfig config,
      InstantSource clock) {
    this.checks = checks;
    this.lists = lists;
    this.sources = sources;
    this.sightings = sightings;
    this.runs = runs;
    this.rhythm = rhythm;
    this.relay = relay;
    this.sessions = sessions;
    this.loop = loop;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public Uni<Map<PlaylistId, News>> news(Map<PlaylistId, List<SeenVideo>> seen) {
    return write(session -> checks.news(session, seen));
  }

  @Override
  public Uni<Void> seen(Sighting sighting) {
    return sightings.seen(sighting).replaceWithVoid();
  }

  @Override
  public Uni<Void> sweep(PlaylistId list) {
    return sweep(list, Optional.empty());
  }

  private Uni<Void> sweep(PlaylistId list, Optional<SourceId> after) {
    return this.<Swept>write(
            session ->
                sources
                    .followers(session, list, after, MOST_FOLLOWERS)
                    .chain(found -> sweep(session, found)))
        .invoke(swept -> relay.publish(swept.batch()))
        .chain(
            swept ->
                swept.next().isPresent() ? sweep(list, swept.next()) : Uni.createFrom().voidItem());
  }

  private record Swept(Outbox.Batch batch, Optional<SourceId> next) {}

  private Uni<Swept> sweep(Mutiny.Session session, List<Source> followers) {
    Optional<SourceId> next =
        followers.size() < MOST_FOLLOWERS
            ? Optional.empty()
            : Optional.of(followers.get(followers.size() - 1).id());
    List<UUID> ids = followers.stream().map(source -> source.id().value()).toList();
    return checks
        .sweeping(session, ids)
        .chain(
            already ->
                runs.start(
                    session,
                    followers.stream()
                        .filter(source -> !already.contains(source.id().value()))
                        .map(SourceLogbook::whole)
                        .toList()))
        .map(started -> new Swept(started.batch(), next));
  }

  private static Run whole(Source source) {
    return source.run(new ImportId(Ids.next()), Rung.SWEEP, Optional.empty());
  }

  @Override
  public Uni<List<Due>> toCountAlong(int most, Instant before, Collection<PlaylistId> but) {
    return write(
        session ->
            checks
                .toCountAlong(session, most, before, but)
                .chain(
                    followers ->
                        lists
                            .states(session, followers.keySet())
                            .map(
                                states ->
                                    states.values().stream()
                                        .map(one -> new Due(one, followers.get(one.list())))
                                        .toList())));
  }

  @Override
  public Uni<Void> checked(Collection<Track> tracks) {
    return again(tracks)
        .chain(
            () ->
                write(
                    session -> lists.save(session, tracks).chain(() -> schedule(session, tracks))));
  }

  /** What is to be looked at again goes along with the check. */
  private Uni<Void> again(Collection<Track> tracks) {
    Instant now = clock.instant();
    List<PlaylistId> all = turns(tracks);
    return write(session -> checks.withDueItems(session, all, now))
        .chain(
            due ->
                Multi.createFrom()
                    .iterable(due)
                    .onItem()
                    .transformToUniAndConcatenate(
                        list ->
                            sightings.seen(
                                new Sighting(list, List.of(), Rung.FEED, now, Marks.NONE)))
                    .collect()
                    .asList())
        .replaceWithVoid();
  }

  // All who follow a list were checked with it, whoever's turn it was.
  private Uni<Void> schedule(Mutiny.Session session, Collection<Track> tracks) {
    Instant now = clock.instant();
    Set<PlaylistId> unanswered =
        tracks.stream().filter(Track::isUnanswered).map(Track::list).collect(Collectors.toSet());
    return checks
        .followers(session, turns(tracks))
        .chain(
            all ->
                sources.checked(
                    session,
                    all.stream().map(one -> checked(one, unanswered, now)).toList(),
                    false,
                    now));
  }

  private static List<PlaylistId> turns(Collection<Track> tracks) {
    return tracks.stream().filter(Track::isTurn).map(Track::list).toList();
  }

  private Checked checked(Follower one, Set<PlaylistId> unanswered, Instant now) {
    Optional<Instant> next = rhythm.next(one.interval(), one.pace(), now);
    if (unanswered.contains(one.list())) {
      Instant retry = now.plus(Ladder.jittered(config.retryAfter(), ThreadLocalRandom.current()));
      next = next.map(at -> at.isBefore(retry) ? at : retry);
    }
    Instant soonest = now.plus(SOONEST);
    Optional<Instant> again = one.againAt().map(at -> at.isBefore(soonest) ? soonest : at);
    return new Checked(
        one.id(), next.map(at -> again.filter(at::isAfter).orElse(at)), Optional.empty());
  }

  // What other clients answer arrives on their threads, where no session may be opened.
  private <T> Uni<T> write(Function<Mutiny.Session, Uni<T>> work) {
    return loop.call(() -> sessions.ofWorker(work));
  }
}
