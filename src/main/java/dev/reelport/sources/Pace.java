package dev.reelport.sources;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rhythm in which a list grows.
 *
 * @param newest when its newest video was published
 * @param gap what usually lies between two videos
 */
record Pace(Optional<Instant> newest, Optional<Duration> gap) {

  static final Pace UNKNOWN = new Pace(Optional.empty(), Optional.empty());

  /**
   * Read from when its newest videos were published.
   *
   * @param published the newest first
   */
  static Pace of(List<Instant> published) {
    if (published.isEmpty()) {
      return UNKNOWN;
    }
    List<Duration> gaps = new ArrayList<>();
    for (int n = 1; n < published.size(); n++) {
      gaps.add(Duration.between(published.get(n), published.get(n - 1)));
    }
    gaps.sort(null);
    // The median: a pause of half a year says nothing about the weeks around it.
    return new Pace(
        Optional.of(published.get(0)),
        gaps.isEmpty() ? Optional.empty() : Optional.of(gaps.get(gaps.size() / 2)));
  }
}
