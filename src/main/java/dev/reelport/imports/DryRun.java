package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reelport.youtube.Video;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What would be taken of the newest videos of a list.
 *
 * @param videos how many the whole list has, as YouTube says
 * @param looked how many of them were looked at
 */
@RegisterForReflection
@Schema(name = "DryRun")
public record DryRun(
    int videos,
    int looked,
    @Schema(description = "Those that would become projects.") int taken,
    int duplicates,
    int filtered,
    int unavailable,
    List<DryItem> items) {

  /** What would become of a video. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DryItem(
      String videoId,
      @Schema(description = "Where it had to be asked for.") String title,
      Outcome outcome,
      String reason) {}

  /** What the rules say of a page. */
  record Look(List<Item> listed, List<Item> detailed, List<Video> accepted) {}

  static DryRun of(int videos, Look look, Map<String, Video> found) {
    List<DryItem> items = new ArrayList<>();
    look.accepted()
        .forEach(
            video ->
                items.add(new DryItem(video.id().value(), video.title(), Outcome.IMPORTED, null)));
    Stream.concat(look.listed().stream(), look.detailed().stream())
        .forEach(item -> items.add(item(item, found.get(item.videoId()))));
    return new DryRun(
        videos,
        items.size(),
        count(items, Outcome.IMPORTED),
        count(items, Outcome.DUPLICATE),
        count(items, Outcome.FILTERED),
        count(items, Outcome.UNAVAILABLE),
        List.copyOf(items));
  }

  private static DryItem item(Item item, Video video) {
    return new DryItem(
        item.videoId(),
        video == null ? null : video.title(),
        item.outcome(),
        item.reason().orElse(null));
  }

  private static int count(List<DryItem> items, Outcome outcome) {
    return (int) items.stream().filter(item -> item.outcome() == outcome).count();
  }
}
