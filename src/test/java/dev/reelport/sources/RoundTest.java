package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a check of many lists asks for, and what it writes down when things go wrong. */
class RoundTest {

  private static final UserId USER = new UserId("user");

  private final MonthClock clock = new MonthClock();
  private final Sky sky = new Sky();
  private final Book book = new Book();
  private final Round round =
      new Round(
          sky,
          book,
          new Ladder(
              new Ladder.Spacing(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(1))),
          new Rungs(Duration.ofMinutes(2)),
          new Silent(),
          clock,
          4);

  @Test
  void aHundredListsWithoutFeedCostTwoUnits() {
    // Given
    sky.feed = new FeedLook.Missing("404");

    // When
    List<Track> tracks = check(100, known());

    // Then
    assertThat(sky.units).isEqualTo(2);
    assertThat(tracks).noneMatch(Track::isUnanswered);
    assertThat(book.sightings).isEmpty();
  }

  @Test
  void aCallForOneIsFilledUpWithOthers() {
    // Given
    sky.feed = new FeedLook.Missing("404");
    book.others =
        IntStream.range(100, 149).mapToObj(n -> new Due(known(n), List.of(USER))).toList();

    // When
    List<Track> tracks = check(1, known());

    // Then
    assertThat(sky.units).isEqualTo(1);
    assertThat(tracks).hasSize(50).filteredOn(Track::isTurn).hasSize(1);
    assertThat(tracks).allMatch(t -> t.state().countedAt().equals(Optional.of(clock.instant())));
  }

  @Test
  void whatIsSeenIsHandedOverBeforeTheStateIsWritten() {
    // Given
    sky.feed = feed(3);

    // When
    check(1, known());

    // Then
    assertThat(book.log).containsExactly("seen 3", "checked 1");
    assertThat(sky.units).isZero();
  }

  @Test
  void aFeedIsNotBelievedOnceAPageShowedWhatItDidNot() {
    // Given a feed that says nothing new, and a video of an hour before its last good look
    Instant good = clock.instant();
    sky.feed = new FeedLook.Unchanged();
    sky.count = 11;
    sky.page =
        new VideoPage(
            List.of(listed("0000000001A", good.minus(Duration.ofHours(1)))), Optional.empty(), 11);
    ListState state = known().looked(new FeedLook.Unchanged(), good);
    clock.pass(Duration.ofDays(1));

    // When
    List<Track> tracks = check(1, state);

    // Then
    assertThat(book.log).containsExactly("seen 1", "checked 1");
    assertThat(tracks.get(0).state().feed().isTrusted(clock.instant())).isFalse();
    assertThat(tracks.get(0).state().count()).hasValue(11);
  }

  @Test
  void whereNoBudgetAllowsAnythingTheGapStaysOpenAndItIsTriedSoon() {
    // Given
    sky.feed = new FeedLook.Missing("500");
    sky.failure = new YouTubeFailure.Unavailable("ill", null);

    // When
    List<Track> tracks = check(1, known());

    // Then
    assertThat(tracks).allMatch(Track::isUnanswered);
    assertThat(tracks.get(0).state().count()).hasValue(10);
    assertThat(tracks.get(0).state().countedAt()).isEqualTo(known().countedAt());
  }

  @Test
  void aSecondPageThatIsLostEndsNothing() {
    // Given a gap of two, of which the first page shows one
    sky.feed = new FeedLook.Missing("500");
    sky.count = 12;
    sky.page =
        new VideoPage(List.of(listed("0000000001A", clock.instant())), Optional.of("lost"), 12);
    clock.pass(Duration.ofDays(1));

    // When
    List<Track> tracks = check(1, known());

    // Then the rest is left to a sweep
    assertThat(book.log).containsExactly("seen 1", "sweep", "checked 1");
    assertThat(tracks.get(0).state().count()).hasValue(12);
    assertThat(tracks.get(0).state().gapSweeps()).isEqualTo(1);
  }

  private List<Track> check(int lists, ListState like) {
    List<Due> due =
        IntStream.range(0, lists).mapToObj(n -> new Due(like(n, like), List.of(USER))).toList();
    return round.check(due).await().indefinitely();
  }

  private static ListState like(int n, ListState one) {
    return new ListState(
        list(n),
        one.validators(),
        one.feed(),
        one.count(),
        one.countedAt(),
        one.seenSince(),
        one.pagedAt(),
        one.sweptAt(),
        one.gapSweeps());
  }

  private static ListState known() {
    return known(0);
  }

  private static ListState known(int n) {
    return ListState.unknown(list(n))
        .explained(10, MonthClock.BEGIN)
        .swept(OptionalLong.empty(), MonthClock.BEGIN);
  }

  private static PlaylistId list(int n) {
    return new ChannelId("UC%020d_A".formatted(n)).uploads();
  }

  private static ListedVideo listed(String id, Instant published) {
    return new ListedVideo(new VideoId(id), Optional.of(published), ListedVideo.Privacy.PUBLIC);
  }

  private static FeedLook feed(int entries) {
    return new FeedLook.Read(
        IntStream.range(0, entries)
            .mapToObj(
                n ->
                    new FeedParser.Entry(
                        new VideoId("%010dA".formatted(n)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
            .toList(),
        Validators.NONE);
  }

  /** A YouTube that says the same of every list. */
  private static final class Sky implements Lookout {
    private FeedLook feed = new FeedLook.Unchanged();
    private long count = 10;
    private VideoPage page = new VideoPage(List.of(), Optional.empty(), 0);
    private YouTubeFailure failure;
    private int units;

    @Override
    public Uni<Boolean> hasSpare() {
      return Uni.createFrom().item(false);
    }

    @Override
    public Uni<FeedLook> feed(PlaylistId list, Validators known) {
      return Uni.createFrom().item(feed);
    }

    @Override
    public Uni<Map<PlaylistId, Long>> counts(List<PlaylistId> lists, List<UserId> payers) {
      units++;
      Map<PlaylistId, Long> counts = new HashMap<>();
      lists.forEach(list -> counts.put(list, count));
      return failure == null ? Uni.createFrom().item(counts) : Uni.createFrom().failure(failure);
    }

    @Override
    public Uni<VideoPage> page(PlaylistId list, Optional<String> token, List<UserId> payers) {
      units++;
      return token.isPresent()
          ? Uni.createFrom().failure(new YouTubeFailure.NotFound("playlistNotFound"))
          : Uni.createFrom().item(page);
    }

    @Override
    public Uni<Void> prefetch(Collection<VideoId> videos, List<UserId> payers) {
      return Uni.createFrom().voidItem();
    }
  }

  /** Nobody has seen anything yet. */
  private static final class Book implements Logbook {
    private final List<String> log = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final Set<VideoId> known = new HashSet<>();
    private List<Due> others = List.of();

    @Override
    public Uni<Map<PlaylistId, News>> news(Map<PlaylistId, List<Sighting.SeenVideo>> seen) {
      Map<PlaylistId, News> news = new HashMap<>();
      seen.forEach(
          (list, videos) -> {
            Set<VideoId> fresh = new HashSet<>();
            videos.stream()
                .map(Sighting.SeenVideo::id)
                .filter(id -> !known.contains(id))
                .forEach(fresh::add);
            news.put(list, new News(fresh, fresh));
          });
      return Uni.createFrom().item(news);
    }

    @Override
    public Uni<Void> seen(Sighting sighting) {
      sightings.add(sighting);
      log.add("seen " + sighting.videos().size());
      sighting.videos().forEach(video -> known.add(video.id()));
      return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> sweep(PlaylistId list) {
      log.add("sweep");
      return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<List<Due>> toCountAlong(int most, Instant before, Collection<PlaylistId> but) {
      return Uni.createFrom().item(others);
    }

    @Override
    public Uni<Void> checked(Collection<Track> tracks) {
      log.add("checked " + tracks.size());
      return Uni.createFrom().voidItem();
    }
  }

  private static final class Silent implements Tally {
    @Override
    public void checked(Rung rung, String result) {}

    @Override
    public void discovered(Rung rung, Duration after) {}
  }
}
