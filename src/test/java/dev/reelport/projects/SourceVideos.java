package dev.reelport.projects;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Videos to make projects of. */
final class SourceVideos {

  private SourceVideos() {}

  static SourceVideo titled(String videoId, String title) {
    return new SourceVideo(
        videoId,
        title,
        "What it is about",
        "UCuAXFkgsw1L7xaCfnd5JJOw",
        "The channel",
        Optional.of("PT15M33S"),
        Instant.parse("2024-02-29T12:00:00Z"),
        OptionalLong.of(1_234),
        OptionalLong.of(56),
        List.of("one", "two"),
        List.of(
            new SourceVideo.Thumbnail("https://i.ytimg.com/default.jpg", 120, 90),
            new SourceVideo.Thumbnail("https://i.ytimg.com/high.jpg", 480, 360)));
  }

  /** What is left when YouTube leaves out all it may. */
  static SourceVideo bare(String videoId) {
    return new SourceVideo(
        videoId,
        "",
        "",
        "UCuAXFkgsw1L7xaCfnd5JJOw",
        "The channel",
        Optional.empty(),
        Instant.parse("2024-02-29T12:00:00Z"),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        List.of());
  }

  static SourceVideo described(String title, String description, List<String> tags) {
    return new SourceVideo(
        "dQw4w9WgXcQ",
        title,
        description,
        "UCuAXFkgsw1L7xaCfnd5JJOw",
        "The \0channel",
        Optional.of("garbage"),
        Instant.parse("2024-02-29T12:00:00Z"),
        OptionalLong.empty(),
        OptionalLong.empty(),
        tags,
        List.of());
  }

  static SourceVideo pictured(SourceVideo.Thumbnail... thumbnails) {
    return new SourceVideo(
        "dQw4w9WgXcQ",
        "Title",
        "",
        "UCuAXFkgsw1L7xaCfnd5JJOw",
        "The channel",
        Optional.of("P0D"),
        Instant.parse("2024-02-29T12:00:00Z"),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        List.of(thumbnails));
  }
}
