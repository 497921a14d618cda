package dev.reelport.sources;

import dev.reelport.imports.InvalidRequestException;
import dev.reelport.youtube.InvalidTargetException;
import dev.reelport.youtube.Target;
import dev.reelport.youtube.TargetParser;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to keep in sync and how, as the body of a request; what is absent takes its default. */
@RegisterForReflection
@Schema(name = "SourceRequest", requiredProperties = "target")
public record SourceBody(
    @Schema(
            description =
                "What a person would paste: the address or the id of a YouTube channel or playlist,"
                    + " or an @handle.",
            examples = "https://www.youtube.com/@GoogleDevelopers")
        String target,
    @Schema(description = "How often it is checked.", defaultValue = "adaptive")
        SyncInterval interval,
    @Schema(description = "Which videos are wanted.") Filters filters,
    @Schema(description = "How they become projects.") ProjectOptions options,
    @Schema(
            description = "What becomes of a project whose video is gone from YouTube.",
            defaultValue = "hide")
        AbsencePolicy policy) {

  /**
   * @throws InvalidRequestException if there is no target
   * @throws InvalidTargetException if it is no channel or playlist
   */
  Target parsed() {
    if (target == null) {
      throw new InvalidRequestException("target is missing: say what to keep in sync.");
    }
    Target parsed = TargetParser.parse(target);
    if (parsed instanceof Target.Video) {
      throw new InvalidTargetException(
          "A video cannot be kept in sync. Give a channel or a playlist, or import the video.");
    }
    return parsed;
  }

  /**
   * @throws InvalidRequestException if a filter is out of bounds
   */
  Settings settings() {
    return Settings.of(interval, filters, options, policy);
  }
}
