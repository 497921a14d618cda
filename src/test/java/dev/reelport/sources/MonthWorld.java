package dev.reelport.sources;

import dev.reelport.platform.UserId;
import dev.reelport.sources.FeedLook.Validators;
import dev.reelport.youtube.ChannelId;
import dev.reelport.youtube.ListedVideo;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** YouTube during a simulated month, with its outages; counts what is asked of it. */
final class MonthWorld implements Lookout {

  private static final int PAGE = 50;
  private static final int FEED = 15;

  /** When feeds are missing for all: two days, and half a day later on. */
  private static final double[][] OUTAGES = {{5, 7}, {18, 18.5}};

  private static final Duration LAG = Duration.ofMinutes(6);

  private final MonthClock clock;
  private final SplittableRandom random;
  private final Map<PlaylistId, List<MonthVideo>> lists = new LinkedHashMap<>();
  private final Map<VideoId, MonthVideo> videos = new HashMap<>();
  private final Map<PlaylistId, Double> ownOutages = new HashMap<>();
  private final Map<Integer, Map<String, Integer>> units = new TreeMap<>();

  MonthWorld(MonthClock clock, SplittableRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** Makes a channel with what it had before, and what becomes of it in the month. */
  PlaylistId channel(int number) {
    PlaylistId list = new ChannelId("UC%020d_A".formatted(number)).uploads();
    MonthLife life = new MonthLife(number, random.split());
    List<MonthVideo> all = life.videos();
    all.sort(Comparator.comparing(MonthVideo::uploadedAt).reversed());
    all.forEach(video -> videos.put(video.id(), video));
    lists.put(list, all);
    if (random.nextInt(10) == 0) {
      ownOutages.put(list, 1 + random.nextDouble() * 24);
    }
    return list;
  }

  Collection<PlaylistId> lists() {
    return lists.keySet();
  }

  /** All that is ever in the list, the latest upload first. */
  List<MonthVideo> all(PlaylistId list) {
    return lists.get(list);
  }

  MonthVideo video(VideoId id) {
    return videos.get(id);
  }

  /** What the list shows now. */
  List<MonthVideo> shown(PlaylistId list) {
    Instant now = clock.instant();
    return lists.get(list).stream().filter(video -> video.isShown(now)).toList();
  }

  /** Units by what they were for, by day. */
  Map<Integer, Map<String, Integer>> units() {
    return units;
  }

  void spend(String what, int spent) {
    int day = (int) Duration.between(MonthClock.BEGIN, clock.instant()).toDays();
    units.computeIfAbsent(day, first -> new TreeMap<>()).merge(what, spent, Integer::sum);
  }

  @Override
  public Uni<Boolean> hasSpare() {
    return Uni.createFrom().item(true);
  }

  @Override
  public Uni<FeedLook> feed(PlaylistId list, Validators known) {
    return Uni.createFrom().item(look(list, known));
  }

  private FeedLook look(PlaylistId list, Validators known) {
    if (isOut(list)) {
      return new FeedLook.Missing(random.nextBoolean() ? "404" : "500");
    }
    Instant lagging = clock.instant().minus(LAG);
    List<FeedParser.Entry> entries =
        lists.get(list).stream()
            .filter(video -> video.isShown(lagging) && video.isShown(clock.instant()))
            .sorted(Comparator.comparing(MonthVideo::publishedAt).reversed())
            .limit(FEED)
            .map(
                video ->
                    new FeedParser.Entry(
                        video.id(),
                        Lists.channel(list),
                        Optional.of(video.publishedAt()),
                        Optional.of(video.publishedAt())))
            .toList();
    Optional<String> etag = Optional.of("\"" + entries.hashCode() + "\"");
    return etag.equals(known.etag())
        ? new FeedLook.Unchanged()
        : new FeedLook.Read(entries, new Validators(etag, Optional.empty()));
  }

  private boolean isOut(PlaylistId list) {
    double day = Duration.between(MonthClock.BEGIN, clock.instant()).toSeconds() / 86_400.0;
    for (double[] outage : OUTAGES) {
      if (day >= outage[0] && day < outage[1]) {
        return true;
      }
    }
    Double own = ownOutages.get(list);
    return own != null && day >= own && day < own + 3;
  }

  @Override
  public Uni<Map<PlaylistId, Long>> counts(List<PlaylistId> asked, List<UserId> payers) {
    spend("count", 1);
    Instant now = clock.instant();
    Map<PlaylistId, Long> counts = new HashMap<>();
    asked.forEach(
        list ->
            counts.put(list, lists.get(list).stream().filter(video -> video.isThere(now)).count()));
    return Uni.createFrom().item(counts);
  }

  @Override
  public Uni<VideoPage> page(PlaylistId list, Optional<String> token, List<UserId> payers) {
    spend("page", 1);
    return Uni.createFrom().item(() -> page(list, token));
  }

  /** A page; every tenth page behind the first is lost. */
  VideoPage page(PlaylistId list, Optional<String> token) {
    List<MonthVideo> shown = shown(list);
    boolean lost = token.isPresent() && random.nextInt(10) == 0;
    if (shown.isEmpty() || lost) {
      throw new YouTubeFailure.NotFound("playlistNotFound");
    }
    int from = token.map(Integer::parseInt).orElse(0);
    int to = Math.min(shown.size(), from + PAGE);
    List<ListedVideo> page = new ArrayList<>();
    shown
        .subList(Math.min(from, to), to)
        .forEach(
            video ->
                page.add(
                    new ListedVideo(
                        video.id(), Optional.of(video.publishedAt()), ListedVideo.Privacy.PUBLIC)));
    Optional<String> next = to < shown.size() ? Optional.of("" + to) : Optional.empty();
    return new VideoPage(page, next, shown.size());
  }

  @Override
  public Uni<Void> prefetch(Collection<VideoId> wanted, List<UserId> payers) {
    spend("details", (wanted.size() + PAGE - 1) / PAGE);
    return Uni.createFrom().voidItem();
  }
}
