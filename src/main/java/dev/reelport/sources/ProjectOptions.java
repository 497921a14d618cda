package dev.reelport.sources;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.reelport.imports.AnalysisMode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a source's videos become projects; what is absent takes its default. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SourceOptions")
public record ProjectOptions(
    @JsonProperty("private")
        @Schema(description = "Whether the projects are private.", defaultValue = "true")
        Boolean isPrivate,
    @Schema(description = "Whether the projects are shown in the showcase.", defaultValue = "true")
        Boolean showcase,
    @Schema(description = "Whether videos are analysed.", defaultValue = "auto")
        AnalysisMode analysis) {

  /** All defaults. */
  public static final ProjectOptions NONE = new ProjectOptions(null, null, null);
}
