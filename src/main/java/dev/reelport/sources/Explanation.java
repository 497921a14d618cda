package dev.reelport.sources;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reelport.imports.MetView;
import dev.reelport.projects.Known;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a video is, or is not, among a user's projects. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "VideoExplanation")
public record Explanation(
    String videoId,
    @Schema(description = "The answer in a sentence or two.") String explanation,
    @Schema(description = "The project made of it, if there is one.") UUID projectId,
    @Schema(description = "Whether the caller has deleted its project.") boolean tombstone,
    @Schema(description = "What each source that has seen it knows of it, the first to see first.")
        List<SourceItemView> sources,
    @Schema(description = "What each import that met it decided, the newest first.")
        List<MetView> imports) {

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("kind", "it is of a kind that is not wanted"),
          Map.entry("published_after", "it was published before the day from which on is wanted"),
          Map.entry("published_before", "it was published after the day until which is wanted"),
          Map.entry("too_short", "it is shorter than what is wanted"),
          Map.entry("too_long", "it is longer than what is wanted"),
          Map.entry("title", "its title is not like what is wanted"),
          Map.entry("tombstone", "its project was deleted"),
          Map.entry("live", "it is live; it is looked at again when it is over"),
          Map.entry("upcoming", "it has not begun; it is looked at again when it is over"),
          Map.entry("private", "it is private on YouTube"),
          Map.entry("deleted", "it is deleted on YouTube"),
          Map.entry("not_found", "YouTube does not show it; it is private or deleted"));

  static Explanation of(
      String videoId, Optional<Known> known, List<SourceItemView> sources, List<MetView> imports) {
    Optional<UUID> project = known.flatMap(Known::projectId);
    boolean tombstone = project.isEmpty() && known.filter(Known::tombstoned).isPresent();
    return new Explanation(
        videoId,
        sentence(project.isPresent(), tombstone, sources, imports),
        project.orElse(null),
        tombstone,
        List.copyOf(sources),
        List.copyOf(imports));
  }

  private static String sentence(
      boolean project, boolean tombstone, List<SourceItemView> sources, List<MetView> imports) {
    if (project) {
      return "The video is one of your projects.";
    }
    if (tombstone) {
      return "You deleted the project of this video. Imports of channels and playlists leave it"
          + " out until you import the video by name.";
    }
    return undecided(sources)
        .or(() -> leftOut(sources, imports))
        .orElse(
            "None of your sources and imports has met this video. It is in none of their lists, or"
                + " it was not there yet when they were last read.");
  }

  private static Optional<String> undecided(List<SourceItemView> sources) {
    return sources.stream()
        .filter(item -> item.state() == ItemState.PENDING)
        .findFirst()
        .map(
            item ->
                item.reason() == null
                    ? "A source has seen the video and has not decided it yet."
                    : "A source has seen the video and waits: " + why(item.reason()) + ".");
  }

  private static Optional<String> leftOut(List<SourceItemView> sources, List<MetView> imports) {
    Optional<String> bySource =
        sources.stream()
            .findFirst()
            .map(item -> "A source has left the video out: " + why(item.reason()) + ".");
    return bySource.or(
        () ->
            imports.stream()
                .findFirst()
                .map(met -> "An import has left the video out: " + why(met.reason()) + "."));
  }

  private static String why(String reason) {
    if (reason == null) {
      return "no reason was given";
    }
    return REASONS.getOrDefault(reason, reason.toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
