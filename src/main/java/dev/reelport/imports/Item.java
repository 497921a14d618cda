package dev.reelport.imports;

import java.util.Optional;
import java.util.UUID;

/** What became of one listed video. */
record Item(String videoId, Outcome outcome, Optional<String> reason, Optional<UUID> projectId) {

  static Item imported(String videoId, UUID projectId) {
    return new Item(videoId, Outcome.IMPORTED, Optional.empty(), Optional.of(projectId));
  }

  static Item duplicate(String videoId, Optional<UUID> projectId) {
    return new Item(videoId, Outcome.DUPLICATE, Optional.of("already_imported"), projectId);
  }

  static Item filtered(String videoId, String reason) {
    return new Item(videoId, Outcome.FILTERED, Optional.of(reason), Optional.empty());
  }

  static Item unavailable(String videoId, String reason) {
    return new Item(videoId, Outcome.UNAVAILABLE, Optional.of(reason), Optional.empty());
  }
}
