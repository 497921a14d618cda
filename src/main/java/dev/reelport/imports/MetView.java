package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an import decided of a video. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ImportDecision")
public record MetView(
    ImportId importId,
    @Schema(description = "What the import was asked for.") String target,
    @Schema(description = "The source whose run it is, if any.") UUID sourceId,
    @Schema(description = "Which rung had seen the video for that run.") String seenBy,
    Outcome outcome,
    String reason,
    UUID projectId,
    @Schema(description = "When the import was asked for.") Instant askedAt,
    @Schema(description = "When the import ended.") Instant endedAt) {}
