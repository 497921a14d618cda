package dev.reelport.sources;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether every video that was seen of a list is accounted for. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SourceAudit")
public record Audit(
    SourceId sourceId,
    @Schema(description = "How many different videos were ever seen in the list.") long uploads,
    long imported,
    @Schema(description = "The caller had them before.") long duplicates,
    @Schema(description = "Kept away by filters, or by their deletion.") long filtered,
    @Schema(description = "Those among the filtered that the caller has deleted.") long tombstones,
    long unavailable,
    long failed,
    @Schema(description = "Not decided yet, or live, or announced.") long pending,
    @Schema(description = "How many YouTube says there are; a hint, as it counts otherwise.")
        Long youtubeCount,
    @Schema(description = "When YouTube said so.") Instant youtubeCountedAt,
    @Schema(
            description =
                "Whether uploads is the sum of the others, every imported video still has its"
                    + " project, and everything pending has somebody who will decide it.")
        boolean balanced) {

  /**
   * What was found.
   *
   * @param total all items
   * @param byState those whose project, where they must have one, is there
   * @param tombstones those whose project its user has deleted
   * @param returned those whose project was deleted and made again since
   * @param stuck pending ones that nobody will decide
   */
  record Findings(
      long total, Map<ItemState, Long> byState, long tombstones, long returned, long stuck) {

    private long of(ItemState state) {
      return byState.getOrDefault(state, 0L);
    }
  }

  /** How many videos YouTube says the list has, and when. */
  record YouTubeCount(long videos, Instant at) {}

  static Audit of(SourceId source, Findings found, Optional<YouTubeCount> count) {
    long duplicates = found.of(ItemState.DUPLICATE) + found.returned();
    long filtered = found.of(ItemState.FILTERED) + found.tombstones();
    long sum =
        found.of(ItemState.IMPORTED)
            + duplicates
            + filtered
            + found.of(ItemState.UNAVAILABLE)
            + found.of(ItemState.FAILED)
            + found.of(ItemState.PENDING);
    return new Audit(
        source,
        found.total(),
        found.of(ItemState.IMPORTED),
        duplicates,
        filtered,
        found.tombstones(),
        found.of(ItemState.UNAVAILABLE),
        found.of(ItemState.FAILED),
        found.of(ItemState.PENDING),
        count.map(YouTubeCount::videos).orElse(null),
        count.map(YouTubeCount::at).orElse(null),
        sum == found.total() && found.stuck() == 0);
  }
}
