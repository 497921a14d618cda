package dev.reelport.analysis;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A tool of the catalogue.
 *
 * @param name what projects show
 * @param slug by which it is found, too: lower case, with hyphens
 * @param active whether analyses find it
 */
@RegisterForReflection
@Schema(name = "CatalogueTool")
public record ToolView(UUID id, String name, String slug, boolean active) {}
