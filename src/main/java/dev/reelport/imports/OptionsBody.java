package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** {@code options} as they are sent; what is absent takes its default. */
@RegisterForReflection
@Schema(name = "ImportOptionsRequest")
public record OptionsBody(
    @JsonProperty("private")
        @Schema(description = "Whether the projects are private.", defaultValue = "true")
        Boolean isPrivate,
    @Schema(description = "Whether the projects are shown in the showcase.", defaultValue = "true")
        Boolean showcase,
    @Schema(
            description = "At most this many videos, newest first.",
            minimum = "1",
            maximum = "20000")
        Integer maxVideos,
    @Schema(description = "Only videos published at or after this instant.") Instant publishedAfter,
    @Schema(description = "Only videos published before this instant.") Instant publishedBefore,
    @Schema(description = "Kinds to import; all if absent.") List<VideoKind> include,
    @Schema(description = "Keep the channel or playlist in sync after the import.")
        Boolean keepInSync,
    @Schema(description = "Whether videos are analysed.", defaultValue = "auto")
        AnalysisMode analysis,
    @Schema(description = "Only videos at least this long (ISO 8601).", examples = "PT1M")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        Duration minDuration,
    @Schema(description = "Only videos at most this long (ISO 8601).", examples = "PT2H")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        Duration maxDuration,
    @Schema(
            description =
                "Only videos with this in their title: plain text, upper and lower case are the"
                    + " same.")
        String titleContains,
    @Schema(description = "Only videos without this in their title, as titleContains.")
        String titleExcludes) {

  /** What is sent when no options are. */
  public static final OptionsBody NONE =
      new OptionsBody(null, null, null, null, null, null, null, null, null, null, null, null);
}
