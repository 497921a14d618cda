package dev.reelport.sources;

import dev.reelport.imports.Decided;
import dev.reelport.imports.Outcome;
import dev.reelport.platform.UserId;
import dev.reelport.sources.ItemFate.Before;
import dev.reelport.sources.Sighting.SeenVideo;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.VideoPage;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Sources, items and runs in memory, by the rules of the tables: what a follower has not seen is
 * written down at once, and decided by a run some minutes later.
 */
final class MonthStore implements Logbook {

  private static final Duration RUN = Duration.ofMinutes(3);
  private static final int PAGE = 50;

  private final MonthClock clock;
  private final MonthWorld world;
  private final Rhythm rhythm;
  private final Map<PlaylistId, List<Follower>> followers = new LinkedHashMap<>();
  private final Map<PlaylistId, ListState> states = new HashMap<>();
  private final Map<Rung, List<Duration>> discovered = new EnumMap<>(Rung.class);
  private final Map<String, Integer> projects = new HashMap<>();
  private final PriorityQueue<Work> runs = new PriorityQueue<>(Comparator.comparing(Work::at));

  MonthStore(MonthClock clock, MonthWorld world, Rhythm rhythm) {
    this.clock = clock;
    this.world = world;
    this.rhythm = rhythm;
  }

  /** A source. */
  static final class Follower {
    final UserId user;
    final SyncInterval interval;
    final Map<VideoId, Item> items = new HashMap<>();
    Instant nextCheck = MonthClock.BEGIN;
    boolean sweeping;

    Follower(UserId user, SyncInterval interval) {
      this.user = user;
      this.interval = interval;
    }
  }

  /** What is known of a video. */
  record Item(
      ItemState state,
      Optional<String> reason,
      int tries,
      Optional<Instant> again,
      Optional<Instant> published,
      boolean inHand) {}

  private record Work(
      Instant at, PlaylistId list, Follower follower, Optional<List<VideoId>> hints) {}

  /** Follows a list: the whole of it is read first. */
  void follow(PlaylistId list, UserId user, SyncInterval interval) {
    Follower follower = new Follower(user, interval);
    followers.computeIfAbsent(list, first -> new ArrayList<>()).add(follower);
    follower.sweeping = true;
    runs.add(new Work(clock.instant().plus(RUN), list, follower, Optional.empty()));
    states.put(
        list, ListState.unknown(list).swept(java.util.OptionalLong.empty(), clock.instant()));
  }

  List<Follower> followers(PlaylistId list) {
    return followers.get(list);
  }

  /** How often each user has got each video. */
  Map<String, Integer> projects() {
    return projects;
  }

  /** Lists of which a follower is due, the most overdue first. */
  List<Due> due() {
    Instant now = clock.instant();
    Map<PlaylistId, Instant> overdue = new HashMap<>();
    followers.forEach(
        (list, all) ->
            all.stream()
                .map(one -> one.nextCheck)
                .filter(at -> !at.isAfter(now))
                .min(Instant::compareTo)
                .ifPresent(at -> overdue.put(list, at)));
    return overdue.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(
            entry ->
                new Due(
                    states.get(entry.getKey()),
                    followers.get(entry.getKey()).stream().map(one -> one.user).toList()))
        .toList();
  }

  /** Does the runs whose time has come. */
  void work() {
    while (!runs.isEmpty() && !runs.peek().at().isAfter(clock.instant())) {
      run(runs.poll());
    }
  }

  boolean isIdle() {
    return runs.isEmpty();
  }

  private void run(Work work) {
    Set<VideoId> ids = new LinkedHashSet<>();
    if (work.hints().isPresent()) {
      ids.addAll(work.hints().get());
    } else {
      wholeList(work.list()).forEach(ids::add);
      ids.stream()
          .filter(id -> followers.get(work.list()).stream().noneMatch(f -> f.items.containsKey(id)))
          .forEach(id -> discovered(Rung.SWEEP, id));
      ids.removeIf(id -> isSettled(work.follower().items.get(id)));
      world.spend("details", (ids.size() + PAGE - 1) / PAGE);
      work.follower().sweeping = false;
    }
    ids.forEach(id -> decide(work.follower(), id));
  }

  /** From when it was shown on: what is dated back cannot be seen any sooner. */
  private void discovered(Rung rung, VideoId id) {
    Instant shown = world.video(id).publicFrom();
    if (shown.isAfter(MonthClock.day(0))) {
      discovered
          .computeIfAbsent(rung, first -> new ArrayList<>())
          .add(Duration.between(shown, clock.instant()));
    }
  }

  Map<Rung, List<Duration>> discovered() {
    return discovered;
  }

  private static boolean isSettled(Item item) {
    return item != null && (item.inHand() || item.state() == ItemState.IMPORTED);
  }

  // A lost page has the listing begin again, as imports do.
  private List<VideoId> wholeList(PlaylistId list) {
    while (true) {
      try {
        List<VideoId> ids = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
          world.spend("sweep", 1);
          VideoPage page = world.page(list, token);
          page.videos().forEach(video -> ids.add(video.id()));
          token = page.nextPageToken();
        } while (token.isPresent());
        return ids;
      } catch (YouTubeFailure.NotFound lost) {
        if (world.shown(list).isEmpty()) {
          return List.of();
        }
      }
    }
  }

  private void decide(Follower follower, VideoId id) {
    Instant now = clock.instant();
    Item item = follower.items.get(id);
    Optional<Before> before =
        Optional.ofNullable(item).map(i -> new Before(i.state(), i.reason(), i.tries()));
    Decided decided = decided(follower, id, now);
    Optional<Instant> published = decided.publishedAt();
    ItemFate.of(before, decided, now)
        .ifPresent(
            fate ->
                follower.items.put(
                    id,
                    new Item(
                        fate.state(),
                        fate.reason(),
                        fate.tries(),
                        fate.againAt(),
                        published.or(() -> item == null ? Optional.empty() : item.published()),
                        false)));
  }

  private Decided decided(Follower follower, VideoId id, Instant now) {
    MonthVideo video = world.video(id);
    if (!video.isShown(now)) {
      return of(id, Outcome.UNAVAILABLE, "deleted", Optional.empty(), Optional.empty());
    }
    Optional<Instant> published = Optional.of(video.publishedAt());
    if (video.isUpcoming(now)) {
      return of(id, Outcome.FILTERED, "upcoming", published, Optional.of(video.startsAt()));
    }
    String project = follower.user + " " + id;
    projects.merge(project, 1, Integer::sum);
    return of(id, Outcome.IMPORTED, null, published, Optional.empty());
  }

  private static Decided of(
      VideoId id,
      Outcome outcome,
      String reason,
      Optional<Instant> published,
      Optional<Instant> starts) {
    return new Decided(
        id.value(), outcome, Optional.ofNullable(reason), Optional.empty(), published, starts);
  }

  @Override
  public Uni<Map<PlaylistId, News>> news(Map<PlaylistId, List<SeenVideo>> seen) {
    Map<PlaylistId, News> news = new HashMap<>();
    seen.forEach(
        (list, videos) -> {
          News of = new News(new HashSet<>(), new HashSet<>());
          for (SeenVideo video : videos) {
            long unseen =
                followers.get(list).stream()
                    .filter(one -> !one.items.containsKey(video.id()))
                    .count();
            if (unseen > 0) {
              of.toSome().add(video.id());
            }
            if (unseen == followers.get(list).size()) {
              of.toAll().add(video.id());
            }
          }
          news.put(list, of);
        });
    return Uni.createFrom().item(news);
  }

  @Override
  public Uni<Void> seen(Sighting sighting) {
    Instant now = clock.instant();
    sighting.videos().stream()
        .map(SeenVideo::id)
        .filter(
            id -> followers.get(sighting.list()).stream().noneMatch(f -> f.items.containsKey(id)))
        .forEach(id -> discovered(sighting.rung(), id));
    for (Follower one : followers.get(sighting.list())) {
      List<VideoId> hints = new ArrayList<>();
      for (SeenVideo video : sighting.videos()) {
        if (!one.items.containsKey(video.id())) {
          one.items.put(
              video.id(),
              new Item(
                  ItemState.PENDING,
                  Optional.empty(),
                  0,
                  Optional.empty(),
                  video.publishedAt(),
                  true));
          hints.add(video.id());
        }
      }
      hints.addAll(takeDue(one, now));
      if (!hints.isEmpty()) {
        runs.add(new Work(now.plus(RUN), sighting.list(), one, Optional.of(hints)));
      }
    }
    return Uni.createFrom().voidItem();
  }

  private static List<VideoId> takeDue(Follower follower, Instant now) {
    List<VideoId> due = new ArrayList<>();
    follower.items.replaceAll(
        (id, item) -> {
          if (item.again().filter(at -> !at.isAfter(now)).isEmpty()) {
            return item;
          }
          due.add(id);
          return new Item(
              item.state(), item.reason(), item.tries(), Optional.empty(), item.published(), true);
        });
    return due;
  }

  @Override
  public Uni<Void> sweep(PlaylistId list) {
    for (Follower one : followers.get(list)) {
      if (!one.sweeping) {
        one.sweeping = true;
        runs.add(new Work(clock.instant().plus(RUN), list, one, Optional.empty()));
      }
    }
    return Uni.createFrom().voidItem();
  }

  @Override
  public Uni<List<Due>> toCountAlong(int most, Instant before, Collection<PlaylistId> but) {
    return Uni.createFrom()
        .item(
            states.values().stream()
                .filter(state -> state.countedAt().filter(at -> at.isBefore(before)).isPresent())
                .filter(state -> !but.contains(state.list()))
                .sorted(Comparator.comparing(state -> state.countedAt().orElseThrow()))
                .limit(most)
                .map(
                    state ->
                        new Due(
                            state,
                            followers.get(state.list()).stream().map(one -> one.user).toList()))
                .toList());
  }

  /** Something was seen outside of a check. */
  void saw(PlaylistId list, int fresh) {
    states.computeIfPresent(list, (id, state) -> state.saw(fresh));
  }

  @Override
  public Uni<Void> checked(Collection<Track> tracks) {
    Instant now = clock.instant();
    for (Track track : tracks) {
      states.put(track.list(), track.state());
      if (!track.isTurn()) {
        continue;
      }
      for (Follower one : followers.get(track.list())) {
        List<VideoId> due = takeDue(one, now);
        if (!due.isEmpty()) {
          world.spend("details", (due.size() + PAGE - 1) / PAGE);
          runs.add(new Work(now.plus(RUN), track.list(), one, Optional.of(due)));
        }
        Instant next = rhythm.next(one.interval, pace(one), now).orElseThrow();
        Optional<Instant> again =
            one.items.values().stream()
                .flatMap(item -> item.again().stream())
                .min(Instant::compareTo);
        one.nextCheck = again.filter(at -> at.isBefore(next)).orElse(next);
      }
    }
    return Uni.createFrom().voidItem();
  }

  private static Pace pace(Follower follower) {
    return Pace.of(
        follower.items.values().stream()
            .flatMap(item -> item.published().stream())
            .sorted(Comparator.reverseOrder())
            .limit(20)
            .toList());
  }
}
