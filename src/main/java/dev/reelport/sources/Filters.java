package dev.reelport.sources;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reelport.imports.VideoKind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which videos of a list are wanted; what is absent rules nothing out. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SourceFilters")
public record Filters(
    @Schema(description = "Kinds to import; all if absent.") List<VideoKind> include,
    @Schema(description = "Only videos published at or after this instant.") Instant publishedAfter,
    @Schema(description = "Only videos published before this instant.") Instant publishedBefore,
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

  /** Every video. */
  public static final Filters NONE = new Filters(null, null, null, null, null, null, null);

  public Filters {
    include = include == null ? null : List.copyOf(include);
  }
}
