package dev.reelport.sources;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.reelport.platform.Ids;
import java.util.Optional;
import java.util.UUID;

/** The id of a source: a version 7 UUID, so ids sort by creation. */
public record SourceId(@JsonValue UUID value) {

  @JsonCreator
  public SourceId {}

  /** Reads an id as it stands in a path; empty if it is not one. */
  public static Optional<SourceId> parse(String text) {
    return Ids.parse(text).map(SourceId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
