package dev.reelport.youtube;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A video as {@code videos.list} describes it. What YouTube left out is empty.
 *
 * @param duration ISO 8601 as YouTube sent it, such as {@code PT15M33S} or {@code P0D}
 * @param broadcast what {@code snippet.liveBroadcastContent} says
 * @param streamed whether it is or was a stream or a premiere ({@code liveStreamingDetails})
 * @param startsAt when a stream or premiere is said to begin ({@code scheduledStartTime})
 */
public record Video(
    VideoId id,
    String title,
    String description,
    String channelId,
    String channelTitle,
    Instant publishedAt,
    Optional<String> duration,
    List<Thumbnail> thumbnails,
    OptionalLong viewCount,
    OptionalLong likeCount,
    List<String> tags,
    Broadcast broadcast,
    boolean streamed,
    Optional<Instant> startsAt) {

  public Video {
    thumbnails = List.copyOf(thumbnails);
    tags = List.copyOf(tags);
  }

  /** {@code snippet.liveBroadcastContent}. */
  public enum Broadcast {
    NONE,
    UPCOMING,
    LIVE
  }

  /** A picture of the video; any size may be missing. Width and height in pixels, 0 if unknown. */
  public record Thumbnail(String url, int width, int height) {}
}
