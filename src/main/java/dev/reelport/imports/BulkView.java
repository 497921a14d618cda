package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A bulk import: what its imports add up to now. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BulkImport")
public record BulkView(
    BulkId id,
    @Schema(
            description =
                "succeeded: all imports have ended, and at least one of them so. cancelled: some of"
                    + " them were. failed: none succeeded.")
        ImportStatus status,
    @Schema(description = "Of its imports; targets is the sum of the others.") Counts counts,
    @Schema(description = "Of the videos of all its imports.") ImportView.CountsView videos,
    ImportView.Units units,
    @Schema(description = "The targets that cannot be imported.") List<InvalidTarget> invalid,
    String requestId,
    Instant createdAt,
    @Schema(description = "When the last of its imports ended.") Instant finishedAt) {

  public BulkView {
    invalid = List.copyOf(invalid);
  }

  /**
   * How many targets went which way.
   *
   * @param duplicates targets that name what an earlier one named
   */
  @RegisterForReflection
  @Schema(name = "BulkCounts")
  public record Counts(
      int targets,
      int invalid,
      int duplicates,
      int queued,
      int running,
      int waiting,
      int succeeded,
      int failed,
      int cancelled) {

    private int open() {
      return queued + running + waiting;
    }

    /** What the imports together are. */
    ImportStatus status() {
      if (open() > 0) {
        return openStatus();
      }
      if (cancelled > 0) {
        return ImportStatus.CANCELLED;
      }
      return succeeded > 0 ? ImportStatus.SUCCEEDED : ImportStatus.FAILED;
    }

    private ImportStatus openStatus() {
      if (waiting == open()) {
        return ImportStatus.WAITING;
      }
      boolean begun = queued < open() || succeeded + failed + cancelled > 0;
      return begun ? ImportStatus.RUNNING : ImportStatus.QUEUED;
    }
  }
}
