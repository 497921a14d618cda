package dev.reelport.api;

import dev.reelport.imports.ImportOptions;
import dev.reelport.imports.ImportRequest;
import dev.reelport.imports.OptionsBody;
import dev.reelport.imports.TargetKind;
import dev.reelport.platform.UserId;
import dev.reelport.youtube.Target;
import dev.reelport.youtube.TargetParser;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to import and how, as the body of a request. */
@RegisterForReflection
@Schema(name = "ImportRequest", requiredProperties = "target")
public record ImportBody(
    @Schema(
            description =
                "What a person would paste: the address or the id of a YouTube video, channel or"
                    + " playlist, or an @handle.",
            examples = "https://www.youtube.com/@GoogleDevelopers")
        String target,
    @Schema(description = "What is absent takes its default.") OptionsBody options) {

  /** The request this body makes for the user. */
  ImportRequest by(UserId user, Optional<String> key) {
    if (target == null) {
      throw ProblemException.of(
          ProblemCode.INVALID_REQUEST, "target is missing: say what to import.");
    }
    Target parsed = TargetParser.parse(target);
    OptionsBody given = options == null ? OptionsBody.NONE : options;
    return new ImportRequest(
        user, key, target, parsed, ImportOptions.of(given, TargetKind.of(parsed)));
  }
}
