package dev.reelport.api;

import dev.reelport.intake.DeadLetterReason;
import dev.reelport.intake.Replays.Place;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which dead letters to replay: these, or all of a reason. */
@RegisterForReflection
@Schema(name = "Replay")
public record ReplayBody(
    @Schema(description = "These dead letters, at most 100.") List<Item> items,
    @Schema(description = "All dead letters of this reason.") String reason,
    @Schema(description = "With reason: the nextCursor of the answer before.") String cursor) {

  private static final int MOST_ITEMS = 100;

  /** The place of a dead letter. */
  @RegisterForReflection
  @Schema(
      name = "DeadLetterPlace",
      requiredProperties = {"partition", "offset"})
  public record Item(Integer partition, Long offset) {}

  /** These dead letters; empty if all of a reason are meant. */
  Optional<List<Place>> places() {
    if ((items == null) == (reason == null)) {
      throw invalid("Send either items or reason.");
    }
    if (items == null) {
      return Optional.empty();
    }
    if (cursor != null) {
      throw invalid("cursor goes with reason.");
    }
    if (items.isEmpty() || items.size() > MOST_ITEMS) {
      throw invalid("items must have 1 to " + MOST_ITEMS + " dead letters.");
    }
    return Optional.of(items.stream().distinct().map(ReplayBody::place).toList());
  }

  /** The reason, if all of it are meant. */
  DeadLetterReason knownReason() {
    return Stream.of(DeadLetterReason.values())
        .filter(known -> known.code().equals(reason))
        .findFirst()
        .orElseThrow(() -> invalid("There is no such reason; a listed dead letter names one."));
  }

  private static Place place(Item item) {
    if (item == null || item.partition() == null || item.offset() == null) {
      throw invalid("Each item needs partition and offset.");
    }
    return new Place(item.partition(), item.offset());
  }

  private static ProblemException invalid(String detail) {
    return ProblemException.of(ProblemCode.INVALID_REQUEST, detail);
  }
}
