package dev.reelport.imports;

import dev.reelport.projects.SourceVideo;
import dev.reelport.youtube.Video;

/** YouTube's videos in the words of projects. */
public final class Videos {

  private Videos() {}

  /** The video as a project is made of it. */
  public static SourceVideo asSource(Video video) {
    return new SourceVideo(
        video.id().value(),
        video.title(),
        video.description(),
        video.channelId(),
        video.channelTitle(),
        video.duration(),
        video.publishedAt(),
        video.viewCount(),
        video.likeCount(),
        video.tags(),
        video.thumbnails().stream()
            .map(t -> new SourceVideo.Thumbnail(t.url(), t.width(), t.height()))
            .toList());
  }
}
