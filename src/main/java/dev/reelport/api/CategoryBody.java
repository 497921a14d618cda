package dev.reelport.api;

import dev.reelport.analysis.CatalogueWord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A category of the catalogue as an admin sends it; what is absent stays as it is. */
@RegisterForReflection
@Schema(name = "CatalogueCategoryRequest")
public record CategoryBody(
    @Schema(description = "What projects show; 1 to 100 characters.") String name,
    @Schema(description = "All that it is called otherwise, at most 100; case does not matter.")
        List<String> aliases,
    @Schema(description = "Whether analyses find it.") Boolean active) {

  private static final int MOST_ALIASES = 100;

  /** The name, checked. */
  Optional<String> checkedName() {
    return new ToolBody(name, null, null).checkedName();
  }

  /** The aliases, checked, each once. */
  Optional<List<String>> checkedAliases() {
    if (aliases == null) {
      return Optional.empty();
    }
    if (aliases.size() > MOST_ALIASES) {
      throw ToolBody.invalid("aliases must have at most " + MOST_ALIASES + " entries.");
    }
    return Optional.of(aliases.stream().map(CategoryBody::alias).distinct().toList());
  }

  private static String alias(String given) {
    return Optional.ofNullable(given)
        .flatMap(CatalogueWord::alias)
        .orElseThrow(() -> ToolBody.invalid("Each of aliases must have 1 to 100 characters."));
  }
}
