package dev.reelport.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.youtube.ListedVideo.Privacy;
import dev.reelport.youtube.OwnPage.OwnVideo;
import dev.reelport.youtube.Video.Broadcast;
import dev.reelport.youtube.Video.Thumbnail;
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
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Reads YouTube's answers. Single values that are missing or bad are absent; an answer that is not
 * the list it should be is {@link YouTubeFailure.Garbage}. What was not asked for is ignored.
 */
final class Answers {

  private static final Pattern DURATION =
      Pattern.compile(
          "P(?=.)(?:\\d{1,4}W)?(?:\\d{1,5}D)?"
              + "(?:T(?=.)(?:\\d{1,6}H)?(?:\\d{1,6}M)?(?:\\d{1,9}S)?)?");

  private static final Pattern PAGE_TOKEN = Pattern.compile("[\\x21-\\x7E]{1,2048}");
  private static final Pattern PICTURE = Pattern.compile("https?://[\\x21-\\x7E]{1,2000}");

  private Answers() {}

  /** The first channel of the answer. */
  static Optional<Channel> channel(JsonNode root) {
    for (JsonNode item : items(root, "youtube#channelListResponse")) {
      Optional<String> id = Json.text(item.path("id")).filter(ChannelId::isValid);
      if (id.isPresent()) {
        return Optional.of(channel(new ChannelId(id.get()), item));
      }
    }
    return Optional.empty();
  }

  private static Channel channel(ChannelId id, JsonNode item) {
    JsonNode uploads = item.path("contentDetails").path("relatedPlaylists").path("uploads");
    return new Channel(
        id,
        Json.text(item.path("snippet").path("title")).orElse(""),
        Json.text(uploads).filter(PlaylistId::isValid).map(PlaylistId::new).orElseGet(id::uploads));
  }

  /** The playlist of that id. */
  static Optional<Playlist> playlist(JsonNode root, PlaylistId id) {
    for (JsonNode item : items(root, "youtube#playlistListResponse")) {
      if (id.value().equals(item.path("id").textValue())) {
        return Optional.of(
            new Playlist(id, Json.text(item.path("snippet").path("title")).orElse("")));
      }
    }
    return Optional.empty();
  }

  /** The public videos of each channel that says how many it has. */
  static Map<ChannelId, Long> channelCounts(JsonNode root) {
    Map<ChannelId, Long> counts = new HashMap<>();
    for (JsonNode item : items(root, "youtube#channelListResponse")) {
      OptionalLong count = Json.count(item.path("statistics").path("videoCount"));
      Json.text(item.path("id"))
          .filter(ChannelId::isValid)
          .ifPresent(id -> count.ifPresent(n -> counts.put(new ChannelId(id), n)));
    }
    return counts;
  }

  /** The entries of each playlist. */
  static Map<PlaylistId, Long> playlistSizes(JsonNode root) {
    Map<PlaylistId, Long> sizes = new HashMap<>();
    for (JsonNode item : items(root, "youtube#playlistListResponse")) {
      Optional<Integer> size = Json.size(item.path("contentDetails").path("itemCount"));
      Json.text(item.path("id"))
          .filter(PlaylistId::isValid)
          .ifPresent(id -> size.ifPresent(n -> sizes.put(new PlaylistId(id), (long) n)));
    }
    return sizes;
  }

  /** A page of a playlist, in its order; a video that is listed twice appears twice. */
  static VideoPage page(JsonNode root) {
    List<ListedVideo> videos = entries(root, Answers::listed);
    int total = Json.size(root.path("pageInfo").path("totalResults")).orElse(videos.size());
    return new VideoPage(videos, nextPageToken(root.path("nextPageToken")), total);
  }

  /** A page of a user's own uploads, in its order. */
  static OwnPage ownPage(JsonNode root) {
    List<OwnVideo> videos =
        entries(
            root,
            (id, item) -> {
              ListedVideo video = listed(id, item);
              String title = Json.text(item.path("snippet").path("title")).orElse("");
              return new OwnVideo(id, title, video.publishedAt(), video.privacy());
            });
    return new OwnPage(videos, nextPageToken(root.path("nextPageToken")));
  }

  private static <T> List<T> entries(JsonNode root, BiFunction<VideoId, JsonNode, T> reader) {
    List<T> entries = new ArrayList<>();
    for (JsonNode item : items(root, "youtube#playlistItemListResponse")) {
      Json.text(item.path("contentDetails").path("videoId"))
          .filter(VideoId::isValid)
          .ifPresent(id -> entries.add(reader.apply(new VideoId(id), item)));
    }
    return entries;
  }

  private static ListedVideo listed(VideoId id, JsonNode item) {
    return new ListedVideo(
        id,
        Json.instant(item.path("contentDetails").path("videoPublishedAt")),
        privacy(item.path("status").path("privacyStatus")));
  }

  private static Optional<String> nextPageToken(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (node.isTextual() && PAGE_TOKEN.matcher(node.textValue()).matches()) {
      return Optional.of(node.textValue());
    }
    // A token that cannot be used must not pass for the end of the list.
    throw new YouTubeFailure.Garbage("YouTube's page token cannot be used", null);
  }

  private static Privacy privacy(JsonNode node) {
    return switch (Json.text(node).orElse("")) {
      case "public" -> Privacy.PUBLIC;
      case "unlisted" -> Privacy.UNLISTED;
      case "private" -> Privacy.PRIVATE;
      default -> Privacy.UNSPECIFIED;
    };
  }

  /**
   * Those of the asked videos that the answer has, each once. A video without a publish time counts
   * as absent, unless it is announced for a time.
   */
  static List<Video> videos(JsonNode root, Collection<VideoId> asked) {
    Set<String> open = new HashSet<>();
    asked.forEach(id -> open.add(id.value()));
    List<Video> videos = new ArrayList<>();
    for (JsonNode item : items(root, "youtube#videoListResponse")) {
      String id = item.path("id").textValue();
      if (open.contains(id)) {
        publishedAt(item)
            .ifPresent(
                time -> {
                  open.remove(id);
                  videos.add(video(new VideoId(id), time, item));
                });
      }
    }
    return videos;
  }

  /** The counters of those of the asked videos that the answer has, each once. */
  static List<VideoStats> stats(JsonNode root, Collection<VideoId> asked) {
    Set<String> open = new HashSet<>();
    asked.forEach(id -> open.add(id.value()));
    List<VideoStats> stats = new ArrayList<>();
    for (JsonNode item : items(root, "youtube#batchGetStatsResponse")) {
      String id = item.path("id").textValue();
      if (open.remove(id)) {
        JsonNode statistics = item.path("statistics");
        stats.add(
            new VideoStats(
                new VideoId(id),
                Json.count(statistics.path("viewCount")),
                Json.count(statistics.path("likeCount"))));
      }
    }
    return stats;
  }

  private static Optional<Instant> publishedAt(JsonNode item) {
    return Json.instant(item.path("snippet").path("publishedAt"))
        .or(() -> broadcast(item) == Broadcast.UPCOMING ? startsAt(item) : Optional.empty());
  }

  private static Optional<Instant> startsAt(JsonNode item) {
    return Json.instant(item.path("liveStreamingDetails").path("scheduledStartTime"));
  }

  private static Video video(VideoId id, Instant publishedAt, JsonNode item) {
    JsonNode snippet = item.path("snippet");
    JsonNode statistics = item.path("statistics");
    return new Video(
        id,
        Json.text(snippet.path("title")).orElse(""),
        Json.text(snippet.path("description")).orElse(""),
        Json.text(snippet.path("channelId")).orElse(""),
        Json.text(snippet.path("channelTitle")).orElse(""),
        publishedAt,
        Json.text(item.path("contentDetails").path("duration"))
            .filter(text -> DURATION.matcher(text).matches()),
        thumbnails(snippet.path("thumbnails")),
        Json.count(statistics.path("viewCount")),
        Json.count(statistics.path("likeCount")),
        tags(snippet.path("tags")),
        broadcast(item),
        item.path("liveStreamingDetails").isObject(),
        startsAt(item));
  }

  private static List<Thumbnail> thumbnails(JsonNode node) {
    List<Thumbnail> thumbnails = new ArrayList<>();
    for (JsonNode size : node) {
      Json.text(size.path("url"))
          .filter(url -> PICTURE.matcher(url).matches())
          .ifPresent(
              url ->
                  thumbnails.add(
                      new Thumbnail(
                          url,
                          Json.size(size.path("width")).orElse(0),
                          Json.size(size.path("height")).orElse(0))));
    }
    return thumbnails;
  }

  private static List<String> tags(JsonNode node) {
    List<String> tags = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(tag -> Json.text(tag).ifPresent(tags::add));
    }
    return tags;
  }

  private static Broadcast broadcast(JsonNode item) {
    return switch (Json.text(item.path("snippet").path("liveBroadcastContent")).orElse("")) {
      case "upcoming" -> Broadcast.UPCOMING;
      case "live" -> Broadcast.LIVE;
      default -> Broadcast.NONE;
    };
  }

  /** YouTube leaves {@code items} out where it found nothing, but then says what the list is. */
  private static JsonNode items(JsonNode root, String kind) {
    JsonNode items = root.path("items");
    JsonNode given = root.path("kind");
    boolean rightKind =
        given.isMissingNode() ? items.isArray() : kind.equalsIgnoreCase(given.textValue());
    if (!rightKind || !(items.isArray() || items.isMissingNode())) {
      throw new YouTubeFailure.Garbage("YouTube's answer is no " + kind, null);
    }
    return items;
  }
}
