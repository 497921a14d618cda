package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An import as HTTP and events show it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Import")
public record ImportView(
    ImportId id,
    TargetKind kind,
    @Schema(description = "The target as it was asked for.") String target,
    @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "What YouTube calls it; null until known.", nullable = true)
        String title,
    ImportStatus status,
    @Schema(description = "Only while the status is waiting.") Waiting waiting,
    CountsView counts,
    Units units,
    ImportOptions options,
    String requestId,
    @Schema(description = "The source whose run it is, if any.") UUID sourceId,
    @Schema(
            description =
                "What made the source start it: push, feed, count, page, or sweep for the whole"
                    + " list.")
        String rung,
    @Schema(description = "Grows with every change.") long version,
    Instant createdAt,
    Instant startedAt,
    Instant finishedAt,
    @Schema(description = "Only if the status is failed.") Failure error) {

  /** What the import waits for, and when it goes on by itself. */
  @RegisterForReflection
  public record Waiting(WaitingReason reason, Instant resumesAt) {}

  /**
   * How many videos went which way. In a final state {@code discovered} is the sum of the others.
   */
  @RegisterForReflection
  @Schema(name = "ImportCounts")
  public record CountsView(
      int discovered, int imported, int duplicates, int filtered, int unavailable, int failed) {}

  /**
   * YouTube quota units.
   *
   * @param reserved the most the next step may take
   * @param spent what the import has cost so far
   */
  @RegisterForReflection
  @Schema(name = "ImportUnits")
  public record Units(int reserved, int spent) {}

  /** Why it failed and what to do about it. */
  @RegisterForReflection
  @Schema(name = "ImportError")
  public record Failure(FailureCode code, String detail) {}
}
