package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A video of the user's own channel as HTTP shows it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "OwnVideo")
public record OwnVideoView(
    String videoId,
    String title,
    Instant publishedAt,
    @Schema(description = "As YouTube says: public, unlisted, private or unspecified.")
        String privacy,
    @Schema(description = "Whether there is a project of it.") boolean alreadyImported,
    @Schema(description = "The project, if there is one.") UUID projectId) {}
