package dev.reelport.sources;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a video that a source has seen. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SourceItem")
public record SourceItemView(
    String videoId,
    SourceId sourceId,
    ItemState state,
    @Schema(description = "Why, where there is more to say than the state does.") String reason,
    @Schema(description = "Which rung has seen it first.") Rung seenBy,
    Instant seenAt,
    Instant publishedAt,
    Instant decidedAt,
    @Schema(description = "When it is looked at again.") Instant againAt,
    UUID projectId,
    @Schema(description = "The import that decided it.") UUID importId) {

  /** The same, as its project's deletion makes it. */
  SourceItemView tombstoned() {
    return new SourceItemView(
        videoId,
        sourceId,
        ItemState.FILTERED,
        "tombstone",
        seenBy,
        seenAt,
        publishedAt,
        decidedAt,
        againAt,
        null,
        importId);
  }
}
