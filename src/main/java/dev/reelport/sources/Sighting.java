package dev.reelport.sources;

import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.VideoId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a rung has seen of a list; of no videos where it saw that nothing is new.
 *
 * @param at when it was asked for: what was published later may be missing
 * @param marks what the rung goes on from next time
 */
public record Sighting(
    PlaylistId list, List<SeenVideo> videos, Rung rung, Instant at, Marks marks) {

  public Sighting {
    videos = List.copyOf(videos);
  }

  /** A video, and when it was published as far as the rung knows. */
  public record SeenVideo(VideoId id, Optional<Instant> publishedAt) {}

  /**
   * What is remembered of the list in the transaction that remembers its videos.
   *
   * @param feedEtag the feed's {@code ETag}
   * @param feedModified the feed's {@code Last-Modified}
   * @param videoCount how many videos the channel has, as {@code channels.list} counts
   */
  public record Marks(
      Optional<String> feedEtag, Optional<String> feedModified, Optional<Long> videoCount) {

    /** Nothing but that it was looked at. */
    public static final Marks NONE =
        new Marks(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
