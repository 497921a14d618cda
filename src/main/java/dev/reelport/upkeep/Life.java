package dev.reelport.upkeep;

import dev.reelport.projects.Viewer;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a video that projects show.
 *
 * @param detailsAt when YouTube last described it
 * @param missingSince when YouTube did not show it for the first time since it last did
 * @param goneAt since when that is certain
 * @param strippedAt since when its projects have nothing of YouTube's any more
 */
record Life(
    String videoId,
    Viewer viewer,
    Instant detailsAt,
    Instant nextCheckAt,
    Optional<Instant> missingSince,
    Optional<Instant> goneAt,
    Optional<Instant> strippedAt,
    Optional<Instant> triedAt) {

  boolean isGone() {
    return goneAt.isPresent();
  }

  boolean isStripped() {
    return strippedAt.isPresent();
  }
}
