package dev.reelport.api;

import dev.reelport.imports.BulkRequest;
import dev.reelport.imports.BulkTarget;
import dev.reelport.imports.OptionsBody;
import dev.reelport.platform.UserId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to import at once and how, as the body of a request. */
@RegisterForReflection
@Schema(name = "BulkImportRequest", requiredProperties = "targets")
public record BulkBody(
    @Schema(
            description =
                "1 to 1,000 of what a person would paste: addresses or ids of YouTube videos,"
                    + " channels and playlists, or @handles.",
            minItems = 1,
            maxItems = BulkRequest.MOST_TARGETS)
        List<String> targets,
    @Schema(description = "Of all its imports. What is absent takes its default.")
        OptionsBody options) {

  /** The request this body makes for the user. */
  BulkRequest by(UserId user, Optional<String> key) {
    if (targets == null) {
      throw ProblemException.of(
          ProblemCode.INVALID_REQUEST, "targets is missing: say what to import.");
    }
    List<BulkTarget> written =
        IntStream.range(0, targets.size())
            .mapToObj(index -> BulkTarget.inList(targets.get(index), index))
            .toList();
    return BulkRequest.of(user, key, written, options == null ? OptionsBody.NONE : options);
  }
}
