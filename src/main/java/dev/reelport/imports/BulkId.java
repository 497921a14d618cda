package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.reelport.platform.Ids;
import java.util.Optional;
import java.util.UUID;

/** The id of a bulk import: a version 7 UUID, so ids sort by creation. */
public record BulkId(@JsonValue UUID value) {

  @JsonCreator
  public BulkId {}

  /** Reads an id as it stands in a path; empty if it is not one. */
  public static Optional<BulkId> parse(String text) {
    return Ids.parse(text).map(BulkId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
