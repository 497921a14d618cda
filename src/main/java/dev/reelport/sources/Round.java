package dev.reelport.sources;

import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.UserId;
import dev.reelport.sources.Logbook.News;
import dev.reelport.sources.Sighting.SeenVideo;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.YouTube;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks many lists together, rung by rung: what all feeds show, then the counts of those whose
 * feed said too little, then pages, then sweeps. What a rung showed is handed over before the next
 * one is asked, and a list's state is written last: a check that ends in the middle is one that
 * looks twice.
 */
final class Round {

  private static final FieldLogger LOG = FieldLogger.of(Round.class);

  private final Lookout lookout;
  private final Logbook logbook;
  private final Ladder ladder;
  private final Rungs rungs;
  private final Tally tally;
  private final InstantSource clock;
  private final int feedsAtATime;
  private final Walk walk;

  Round(
      Lookout lookout,
      Logbook logbook,
      Ladder ladder,
      Rungs rungs,
      Tally tally,
      InstantSource clock,
      int feedsAtATime) {
    this.lookout = lookout;
    this.logbook = logbook;
    this.ladder = ladder;
    this.rungs = rungs;
    this.tally = tally;
    this.clock = clock;
    this.feedsAtATime = feedsAtATime;
    this.walk = new Walk(lookout);
  }

  /** Checks these lists once. Fails only as the logbook does. */
  Uni<List<Track>> check(List<Due> due) {
    List<Track> tracks = due.stream().map(Track::new).toList();
    return lookout.hasSpare().chain(spare -> check(tracks, spare));
  }

  private Uni<List<Track>> check(List<Track> tracks, boolean spare) {
    for (Track track : tracks) {
      Instant now = clock.instant();
      boolean ill = track.state().feed().isTrusted(now) && rungs.of(Rung.FEED).avoid(now);
      track.goTo(Optional.of(ladder.first(track.state(), ill, now)));
    }
    List<Track> all = new ArrayList<>(tracks);
    return feeds(at(Rung.FEED, all))
        .chain(() -> along(at(Rung.COUNT, all)))
        .invoke(all::addAll)
        .chain(() -> counts(at(Rung.COUNT, all)))
        .chain(() -> pages(at(Rung.PAGE, all)))
        .chain(() -> sweeps(at(Rung.SWEEP, all), spare))
        .chain(() -> logbook.checked(all))
        .replaceWith(all);
  }

  /** What fills up the call that counts the last of these. */
  private Uni<List<Track>> along(List<Track> counted) {
    int room = -(int) counted.stream().filter(Track::isChannels).count() % YouTube.BATCH;
    if (room == 0) {
      return Uni.createFrom().item(List.of());
    }
    return logbook
        .toCountAlong(
            room + YouTube.BATCH,
            clock.instant().minus(ladder.spacing().countEvery().dividedBy(2)),
            counted.stream().map(Track::list).toList())
        .map(more -> more.stream().map(Track::along).toList());
  }

  private static List<Track> at(Rung rung, List<Track> tracks) {
    return tracks.stream().filter(track -> track.isNext(rung)).toList();
  }

  private Uni<Void> feeds(List<Track> tracks) {
    return Multi.createFrom()
        .iterable(tracks)
        .onItem()
        .transformToUni(
            track ->
                lookout
                    .feed(track.list(), track.state().validators())
                    .invoke(look -> looked(track, look)))
        .merge(feedsAtATime)
        .collect()
        .asList()
        .chain(() -> tell(Rung.FEED, tracks))
        .invoke(() -> tracks.forEach(track -> track.climbFromFeed(ladder, clock.instant())));
  }

  private void looked(Track track, FeedLook look) {
    Instant now = clock.instant();
    rungs.of(Rung.FEED).looked(look.isGood(), now);
    track.looked(look, now);
    if (!look.isGood()) {
      tally.checked(Rung.FEED, "failed");
    }
  }

  // Uploads and playlists are counted by different calls.
  private Uni<Void> counts(List<Track> tracks) {
    List<List<Track>> batches = new ArrayList<>();
    tracks.stream()
        .collect(Collectors.partitioningBy(Track::isChannels))
        .values()
        .forEach(kind -> batches.addAll(cut(kind)));
    return each(batches, this::count);
  }

  private static List<List<Track>> cut(List<Track> tracks) {
    List<List<Track>> batches = new ArrayList<>();
    for (int from = 0; from < tracks.size(); from += YouTube.BATCH) {
      batches.add(tracks.subList(from, Math.min(tracks.size(), from + YouTube.BATCH)));
    }
    return batches;
  }

  private Uni<Void> count(List<Track> batch) {
    return lookout
        .counts(batch.stream().map(Track::list).toList(), payers(batch))
        .invoke(counts -> batch.forEach(track -> counted(track, counts)))
        .replaceWithVoid()
        .onFailure(Troubles::isYouTubes)
        .recoverWithUni(failure -> notCounted(batch, failure));
  }

  private void counted(Track track, Map<PlaylistId, Long> counts) {
    Instant now = clock.instant();
    rungs.of(Rung.COUNT).looked(true, now);
    Optional<Long> count = Optional.ofNullable(counts.get(track.list()));
    boolean gap = count.isPresent() && track.state().unexplained(count.get()) > 0;
    tally.checked(Rung.COUNT, gap ? "fresh" : "nothing");
    track.counted(count, ladder, now);
  }

  private Uni<Void> notCounted(List<Track> batch, Throwable failure) {
    rungs.of(Rung.COUNT).looked(Troubles.isRefused(failure), clock.instant());
    batch.forEach(
        track -> {
          tally.checked(Rung.COUNT, Troubles.result(failure));
          track.notCounted();
        });
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> pages(List<Track> tracks) {
    return each(tracks, this::page);
  }

  private Uni<Void> page(Track track) {
    return walk.through(track.list(), track.followers(), this::newsOf, track.gap())
        .chain(
            steps -> {
              rungs.of(Rung.PAGE).looked(true, clock.instant());
              track.paged(steps.seen());
              return tell(Rung.PAGE, List.of(track))
                  .invoke(() -> track.climbFromPage(ladder, steps.more(), clock.instant()));
            })
        .onFailure(Troubles::isYouTubes)
        .recoverWithUni(
            failure -> {
              rungs.of(Rung.PAGE).looked(Troubles.isRefused(failure), clock.instant());
              tally.checked(Rung.PAGE, Troubles.result(failure));
              track.notPaged();
              return Uni.createFrom().voidItem();
            });
  }

  private Uni<News> newsOf(PlaylistId list, List<SeenVideo> seen) {
    return logbook.news(Map.of(list, seen)).map(all -> all.getOrDefault(list, News.NONE));
  }

  // Without a reason, only where there are units to spare.
  private Uni<Void> sweeps(List<Track> tracks, boolean spare) {
    return each(
        tracks.stream().filter(track -> spare || track.gap() > 0).toList(),
        track ->
            logbook
                .sweep(track.list())
                .invoke(
                    () -> {
                      track.swept(clock.instant());
                      tally.checked(Rung.SWEEP, "nothing");
                      LOG.debug("sweep", "list", track.list());
                    }));
  }

  /** Hands over what of the rung's news is fresh, the details of all of it asked for together. */
  private Uni<Void> tell(Rung rung, List<Track> tracks) {
    Map<PlaylistId, List<SeenVideo>> seen = new HashMap<>();
    tracks.stream()
        .filter(track -> !track.seen().isEmpty())
        .forEach(track -> seen.put(track.list(), track.seen()));
    Uni<Map<PlaylistId, News>> news =
        seen.isEmpty() ? Uni.createFrom().item(Map.of()) : logbook.news(seen);
    return news.chain(
        unknown -> {
          List<Track> told = new ArrayList<>();
          List<Sighting> sightings = new ArrayList<>();
          for (Track track : tracks) {
            News fresh = unknown.getOrDefault(track.list(), News.NONE);
            List<SeenVideo> all = track.told(fresh);
            if (!all.isEmpty()) {
              told.add(track);
              sightings.add(
                  new Sighting(track.list(), all, rung, clock.instant(), track.marks(rung)));
              note(
                  rung,
                  track,
                  all.stream().filter(one -> fresh.toAll().contains(one.id())).toList());
            }
          }
          return prefetched(told, sightings)
              .chain(() -> each(sightings, logbook::seen))
              .invoke(() -> tally(rung, tracks, told));
        });
  }

  private void tally(Rung rung, List<Track> tracks, List<Track> told) {
    Set<Track> fresh = Set.copyOf(told);
    tracks.stream()
        .filter(track -> rung != Rung.FEED || track.isFeedGood())
        .forEach(track -> tally.checked(rung, fresh.contains(track) ? "fresh" : "nothing"));
  }

  private void note(Rung rung, Track track, List<SeenVideo> news) {
    Instant now = clock.instant();
    for (SeenVideo one : news) {
      one.publishedAt()
          .filter(at -> !at.isAfter(now))
          .ifPresent(at -> tally.discovered(rung, Duration.between(at, now)));
    }
    boolean missed =
        rung == Rung.PAGE
            && track.isFeedGood()
            && news.stream()
                .flatMap(one -> one.publishedAt().stream())
                .anyMatch(at -> track.before().feed().shouldHaveShown(at));
    if (missed) {
      track.feedMissed(now);
    }
  }

  private Uni<Void> prefetched(List<Track> tracks, List<Sighting> sightings) {
    Collection<VideoId> ids =
        sightings.stream()
            .flatMap(sighting -> sighting.videos().stream())
            .map(SeenVideo::id)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return ids.isEmpty() ? Uni.createFrom().voidItem() : lookout.prefetch(ids, payers(tracks));
  }

  private static List<UserId> payers(List<Track> tracks) {
    return tracks.stream().flatMap(track -> track.followers().stream()).distinct().toList();
  }

  private static <T> Uni<Void> each(List<T> items, Function<T, Uni<Void>> work) {
    return Multi.createFrom()
        .iterable(items)
        .onItem()
        .transformToUniAndConcatenate(item -> work.apply(item).replaceWith(Boolean.TRUE))
        .collect()
        .last()
        .replaceWithVoid();
  }
}
