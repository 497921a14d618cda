package dev.reelport.youtube;

import dev.reelport.youtube.ListedVideo.Privacy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A page of a user's own uploads as only they see it: kept nowhere, shown to nobody else. */
public record OwnPage(List<OwnVideo> videos, Optional<String> nextPageToken) {

  public OwnPage {
    videos = List.copyOf(videos);
  }

  /**
   * A video of the user's own.
   *
   * @param publishedAt absent where YouTube does not say
   */
  public record OwnVideo(
      VideoId id, String title, Optional<Instant> publishedAt, Privacy privacy) {}
}
