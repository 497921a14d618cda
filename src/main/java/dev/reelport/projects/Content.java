package dev.reelport.projects;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/** The {@code content} of a project, as it is stored and shown. Absent values are null. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Content(
    Video video, String heroDisplayMode, String heroVideoUrl, List<Block> blocks) {

  public Content {
    blocks = List.copyOf(blocks);
  }

  /**
   * The video behind the project.
   *
   * @param duration for people, such as {@code 15:33}; null for streams that run or are to come
   * @param durationIso as YouTube sent it, also {@code P0D}; null when absent or no duration
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Video(
      String platform,
      String videoId,
      String channelId,
      String channelName,
      String duration,
      String durationIso,
      Instant publishedAt,
      Long viewCount,
      Long likeCount,
      List<String> tags) {

    public Video {
      tags = List.copyOf(tags);
    }
  }

  /** A part of the page a project shows. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Block(String type, String style, String content) {}
}
