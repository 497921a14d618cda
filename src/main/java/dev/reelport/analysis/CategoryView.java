package dev.reelport.analysis;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A category of the catalogue.
 *
 * @param name what projects show
 * @param active whether analyses find it
 * @param aliases what else it is called, in lower case
 */
@RegisterForReflection
@Schema(name = "CatalogueCategory")
public record CategoryView(UUID id, String name, boolean active, List<String> aliases) {

  public CategoryView {
    aliases = List.copyOf(aliases);
  }
}
