package dev.reelport.projects;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a project is made of: a video as YouTube described it. What YouTube left out is empty.
 *
 * @param durationIso ISO 8601 as YouTube sent it
 */
public record SourceVideo(
    String videoId,
    String title,
    String description,
    String channelId,
    String channelName,
    Optional<String> durationIso,
    Instant publishedAt,
    OptionalLong viewCount,
    OptionalLong likeCount,
    List<String> tags,
    List<Thumbnail> thumbnails) {

  public SourceVideo {
    tags = List.copyOf(tags);
    thumbnails = List.copyOf(thumbnails);
  }

  /** A picture of the video. Width and height in pixels, 0 if unknown. */
  public record Thumbnail(String url, int width, int height) {}
}
