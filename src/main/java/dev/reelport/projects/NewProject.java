package dev.reelport.projects;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A project before it has a row.
 *
 * @param slug the wanted slug; a number is put behind it where the user already has it
 * @param tags what it is about
 * @param analysis who found that out
 */
public record NewProject(
    String videoId,
    String title,
    String description,
    Slug slug,
    String externalUrl,
    Optional<String> featuredImageUrl,
    boolean showcase,
    boolean isPrivate,
    String channelId,
    Content content,
    Tags tags,
    Analysis.Mode analysis) {

  /** Longest title, in code points. */
  static final int TITLE_LENGTH = 255;

  /** Longest description, in code points. */
  static final int DESCRIPTION_LENGTH = 500;

  private static final int BLOCK_LENGTH = 1_000;
  private static final int TAGS = 10;
  private static final Comparator<SourceVideo.Thumbnail> BY_SIZE =
      Comparator.comparingInt(SourceVideo.Thumbnail::width)
          .thenComparingInt(SourceVideo.Thumbnail::height);

  /**
   * Makes a project of a video, which nobody has analysed. A video without a title is called by its
   * id.
   */
  public static NewProject of(SourceVideo video, boolean isPrivate, boolean showcase) {
    String title = title(video);
    String description = Text.clean(video.description());
    String url = externalUrl(video.videoId());
    return new NewProject(
        video.videoId(),
        title,
        Text.first(DESCRIPTION_LENGTH, description),
        Slug.of(title, video.videoId()),
        url,
        widest(video.thumbnails()).map(Text::clean),
        showcase,
        isPrivate,
        Text.clean(video.channelId()),
        new Content(
            content(video),
            "video",
            url,
            List.of(new Content.Block("text", "body", Text.first(BLOCK_LENGTH, description)))),
        Tags.NONE,
        Analysis.Mode.SKIPPED);
  }

  /** The same, with what it is about. */
  public NewProject about(Tags found, Analysis.Mode by) {
    return new NewProject(
        videoId,
        title,
        description,
        slug,
        externalUrl,
        featuredImageUrl,
        showcase,
        isPrivate,
        channelId,
        content,
        found,
        by);
  }

  /** The address that says whether two projects are of the same video. */
  static String externalUrl(String videoId) {
    return "https://youtube.com/watch?v=" + videoId;
  }

  private static String title(SourceVideo video) {
    String title = Text.first(TITLE_LENGTH, Text.clean(video.title()));
    return title.isBlank() ? video.videoId() : title;
  }

  private static Content.Video content(SourceVideo video) {
    Optional<String> iso = video.durationIso().filter(d -> VideoDuration.parse(d).isPresent());
    return new Content.Video(
        "youtube",
        video.videoId(),
        Text.clean(video.channelId()),
        Text.clean(video.channelName()),
        iso.flatMap(VideoDuration::parse).flatMap(VideoDuration::text).orElse(null),
        iso.orElse(null),
        video.publishedAt(),
        boxed(video.viewCount()),
        boxed(video.likeCount()),
        video.tags().stream().limit(TAGS).map(Text::clean).toList());
  }

  /** YouTube lists sizes from small to large, so the last of equals, or of unknown, is taken. */
  private static Optional<String> widest(List<SourceVideo.Thumbnail> thumbnails) {
    return thumbnails.stream()
        .filter(thumbnail -> !thumbnail.url().isBlank())
        .reduce((a, b) -> BY_SIZE.compare(b, a) >= 0 ? b : a)
        .map(SourceVideo.Thumbnail::url);
  }

  private static Long boxed(OptionalLong number) {
    return number.isPresent() ? (Long) number.getAsLong() : null;
  }
}
