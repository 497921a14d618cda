package dev.reelport.sources;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a user changes of a source, as the body of the request; what is null stays as it is. Filters
 * and options are replaced as a whole.
 */
@RegisterForReflection
public record SourcePatch(
    SyncInterval interval,
    @Schema(description = "In place of all filters there were; {} for none.") Filters filters,
    @Schema(description = "In place of all options there were; {} for the defaults.")
        ProjectOptions options,
    AbsencePolicy policy,
    @Schema(description = "Whether it stands still until it is to go on.") Boolean paused) {

  /**
   * The settings after it.
   *
   * @throws dev.reelport.imports.InvalidRequestException if a filter is out of bounds
   */
  Settings settings(Settings before) {
    return Settings.of(
        interval == null ? before.interval() : interval,
        filters == null ? before.filters() : filters,
        options == null ? before.options() : options,
        policy == null ? before.policy() : policy);
  }
}
