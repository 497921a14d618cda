package dev.reelport.api;

import dev.reelport.analysis.CatalogueWord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tool of the catalogue as an admin sends it; what is absent stays as it is. */
@RegisterForReflection
@Schema(name = "CatalogueToolRequest")
public record ToolBody(
    @Schema(description = "What projects show; 1 to 100 characters.") String name,
    @Schema(
            description =
                "By which it is found, too: lower case, with hyphens in place of spaces and dots."
                    + " A new tool without one gets one made of its name.")
        String slug,
    @Schema(description = "Whether analyses find it.") Boolean active) {

  /** The name, checked. */
  Optional<String> checkedName() {
    return Optional.ofNullable(name)
        .map(
            given ->
                CatalogueWord.name(given)
                    .orElseThrow(() -> invalid("name must have 1 to 100 characters.")));
  }

  /** The slug, checked. */
  Optional<String> checkedSlug() {
    return Optional.ofNullable(slug)
        .map(
            given ->
                CatalogueWord.slug(given)
                    .orElseThrow(
                        () ->
                            invalid(
                                "slug must be in lower case, with hyphens in place of spaces and"
                                    + " dots.")));
  }

  static ProblemException invalid(String detail) {
    return ProblemException.of(ProblemCode.INVALID_REQUEST, detail);
  }
}
