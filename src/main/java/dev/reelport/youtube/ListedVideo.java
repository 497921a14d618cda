package dev.reelport.youtube;

import java.time.Instant;
import java.util.Optional;

/**
 * A video as a playlist names it.
 *
 * @param publishedAt when the video was published; absent for private and deleted videos
 * @param privacy what the playlist says of it; {@link Privacy#UNSPECIFIED} for deleted ones
 */
public record ListedVideo(VideoId id, Optional<Instant> publishedAt, Privacy privacy) {

  /** {@code status.privacyStatus}; {@code UNSPECIFIED} also where it is absent. */
  public enum Privacy {
    PUBLIC,
    UNLISTED,
    PRIVATE,
    UNSPECIFIED
  }
}
