package dev.reelport.platform;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.Optional;
import java.util.UUID;

/** Makes row ids: UUIDs of version 7, whose order is the order of creation. */
public final class Ids {

  /** Greater than every id there is. */
  public static final UUID MAX = new UUID(-1, -1);

  private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

  private Ids() {}

  /** Reads an id as it stands in a path; empty if it is not one in full. */
  public static Optional<UUID> parse(String text) {
    try {
      UUID id = UUID.fromString(text);
      // UUID.fromString also takes short forms, which name nothing here.
      return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A new id, greater than every id this process made before. */
  public static UUID next() {
    return GENERATOR.generate();
  }
}
