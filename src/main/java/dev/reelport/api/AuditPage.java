package dev.reelport.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.reelport.sources.Audit;
import dev.reelport.sources.SourceItemView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The numbers of a source, and by name a page of the videos that are no projects by it.
 *
 * @param nextCursor where the list goes on; null at its end
 */
@RegisterForReflection
@Schema(name = "SourceAuditPage")
public record AuditPage(
    @JsonUnwrapped Audit audit,
    List<SourceItemView> items,
    @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(nullable = true, description = "Pass it as cursor to go on; null at the end.")
        String nextCursor) {

  static AuditPage of(Audit audit, Page<SourceItemView> page) {
    return new AuditPage(audit, page.items(), page.nextCursor());
  }
}
