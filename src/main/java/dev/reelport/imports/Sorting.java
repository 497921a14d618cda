package dev.reelport.imports;

import dev.reelport.projects.Known;
import dev.reelport.youtube.ListedVideo;
import dev.reelport.youtube.Video;
import dev.reelport.youtube.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sorts videos: which are decided without asking for details, which need them, and what their
 * details decide. Duplicates come first, then tombstones, then what is dead, then the options.
 */
final class Sorting {

  /** A short has at most 180 seconds (YouTube, since October 2024). */
  private static final Duration LONGEST_SHORT = Duration.ofMinutes(3);

  private Sorting() {}

  /**
   * Sorted videos.
   *
   * @param decided what needs nothing more
   * @param wanted ids whose details are to be fetched
   * @param accepted videos that become projects
   */
  record Sorted(List<Item> decided, List<String> wanted, List<Video> accepted) {}

  /**
   * Sorts a page of a list.
   *
   * @param recorded ids that this import has decided already: pages shift while they are read
   */
  static Sorted page(
      Import i, List<ListedVideo> listed, Map<String, Known> known, Set<String> recorded) {
    List<Item> decided = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    Set<String> met = new HashSet<>(recorded);
    met.addAll(i.cursor().pending());
    int room = i.room();
    for (ListedVideo video : listed) {
      String id = video.id().value();
      if (decided.size() + wanted.size() < room && met.add(id)) {
        decide(i, video, known.get(id)).ifPresentOrElse(decided::add, () -> wanted.add(id));
      }
    }
    return new Sorted(decided, wanted, List.of());
  }

  private static Optional<Item> decide(Import i, ListedVideo video, Known known) {
    String id = video.id().value();
    if (known != null && known.projectId().isPresent()) {
      return Optional.of(Item.duplicate(id, known.projectId()));
    }
    if (known != null && known.tombstoned()) {
      return Optional.of(Item.filtered(id, "tombstone"));
    }
    // YouTube leaves the date out for dead videos only; a title can say anything.
    if (video.publishedAt().isEmpty()) {
      return Optional.of(Item.unavailable(id, deadBecause(video)));
    }
    return outsideDates(i.options(), video.publishedAt().get())
        .map(reason -> Item.filtered(id, reason));
  }

  private static String deadBecause(ListedVideo video) {
    return video.privacy() == ListedVideo.Privacy.PRIVATE ? "private" : "deleted";
  }

  /**
   * Sorts videos whose details were asked for.
   *
   * @param found what YouTube showed, by id; what it left out is unavailable
   * @param known what became the user's, or was deleted by them, since the video was listed
   */
  static Sorted details(
      Import i, List<VideoId> asked, Map<String, Video> found, Map<String, Known> known) {
    List<Item> decided = new ArrayList<>();
    List<Video> accepted = new ArrayList<>();
    boolean byName = i.kind() == TargetKind.VIDEO;
    for (VideoId videoId : asked) {
      String id = videoId.value();
      Known state = known.get(id);
      Video video = found.get(id);
      if (state != null && state.projectId().isPresent()) {
        decided.add(Item.duplicate(id, state.projectId()));
      } else if (state != null && state.tombstoned() && !byName) {
        decided.add(Item.filtered(id, "tombstone"));
      } else if (video == null) {
        decided.add(Item.unavailable(id, "not_found"));
      } else {
        filter(i.options(), video)
            .ifPresentOrElse(
                reason -> decided.add(Item.filtered(id, reason)), () -> accepted.add(video));
      }
    }
    return new Sorted(decided, List.of(), accepted);
  }

  private static Optional<String> filter(ImportOptions options, Video video) {
    if (video.broadcast() == Video.Broadcast.LIVE) {
      return Optional.of("live");
    }
    if (video.broadcast() == Video.Broadcast.UPCOMING) {
      return Optional.of("upcoming");
    }
    if (!options.include().contains(kindOf(video))) {
      return Optional.of("kind");
    }
    return outsideDates(options, video.publishedAt())
        .or(() -> outsideLengths(options, video))
        .or(() -> outsideTitles(options, video.title()));
  }

  // What YouTube does not tell the length of is neither too short nor too long.
  private static Optional<String> outsideLengths(ImportOptions options, Video video) {
    Optional<Duration> length =
        video.duration().flatMap(Sorting::parse).filter(duration -> !duration.isZero());
    if (length.isEmpty()) {
      return Optional.empty();
    }
    if (options.minDuration() != null && length.get().compareTo(options.minDuration()) < 0) {
      return Optional.of("too_short");
    }
    return options.maxDuration() != null && length.get().compareTo(options.maxDuration()) > 0
        ? Optional.of("too_long")
        : Optional.empty();
  }

  // Plain text: a pattern of a stranger's could keep us busy for years.
  private static Optional<String> outsideTitles(ImportOptions options, String title) {
    boolean missing = options.titleContains() != null && !has(title, options.titleContains());
    boolean unwanted = options.titleExcludes() != null && has(title, options.titleExcludes());
    return missing || unwanted ? Optional.of("title") : Optional.empty();
  }

  private static boolean has(String title, String part) {
    return title.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  static VideoKind kindOf(Video video) {
    if (video.streamed()) {
      return VideoKind.LIVE;
    }
    boolean isShort = video.duration().flatMap(Sorting::parse).filter(Sorting::isShort).isPresent();
    return isShort ? VideoKind.SHORT : VideoKind.VIDEO;
  }

  // P0D is what YouTube says while it does not know the duration.
  private static boolean isShort(Duration duration) {
    return !duration.isZero() && duration.compareTo(LONGEST_SHORT) <= 0;
  }

  private static Optional<Duration> parse(String iso) {
    try {
      return Optional.of(Duration.parse(iso));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> outsideDates(ImportOptions options, Instant publishedAt) {
    if (options.publishedAfter() != null && publishedAt.isBefore(options.publishedAfter())) {
      return Optional.of("published_after");
    }
    if (options.publishedBefore() != null && !publishedAt.isBefore(options.publishedBefore())) {
      return Optional.of("published_before");
    }
    return Optional.empty();
  }
}
