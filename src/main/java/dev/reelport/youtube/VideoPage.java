package dev.reelport.youtube;

import java.util.List;
import java.util.Optional;

/**
 * One page of a playlist. The listing ends where there is no next page token, and nowhere else: a
 * page may be short and still be followed by another.
 *
 * @param totalResults YouTube's estimate of the whole list, dead videos included
 */
public record VideoPage(
    List<ListedVideo> videos, Optional<String> nextPageToken, int totalResults) {

  public VideoPage {
    videos = List.copyOf(videos);
  }
}
