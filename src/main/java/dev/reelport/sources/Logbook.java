package dev.reelport.sources;

import dev.reelport.sources.Sighting.SeenVideo;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.VideoId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a check knows of lists and their followers, and where it writes down what it saw. */
interface Logbook {

  /**
   * What of it is new.
   *
   * @param toSome videos that at least one follower has not seen, as one who was away
   * @param toAll videos that nobody has seen
   */
  record News(Set<VideoId> toSome, Set<VideoId> toAll) {

    static final News NONE = new News(Set.of(), Set.of());
  }

  /** What of these videos is new to those who follow their list and go on by themselves. */
  Uni<Map<PlaylistId, News>> news(Map<PlaylistId, List<SeenVideo>> seen);

  /** Gives each follower what is new to them, and starts a run of it; all or nothing a list. */
  Uni<Void> seen(Sighting sighting);

  /** Starts a run through the whole list for each of its followers. */
  Uni<Void> sweep(PlaylistId list);

  /**
   * Lists that may be counted along with others, as a call for fifty costs no more than one for
   * one: those whose count is the oldest.
   *
   * @param before when they were counted at the latest
   * @param but those that are counted anyway
   */
  Uni<List<Due>> toCountAlong(int most, Instant before, Collection<PlaylistId> but);

  /**
   * Writes down how the lists are, and when their followers' next checks are, unless they were only
   * counted along.
   */
  Uni<Void> checked(Collection<Track> tracks);
}
