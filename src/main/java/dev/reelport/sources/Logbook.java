package dev.reelport.sources;

import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.VideoId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a check knows of lists and their followers, and where it writes down what it saw. */
interface Logbook {

  /** A video that is in a list, and when it was published, if that was said. */
  record Seen(VideoId video, Optional<Instant> published) {}

  /** What there is to hand over: new videos of a list, and who saw them. */
  record Sighting(PlaylistId list, Rung rung, List<Seen> videos) {}

  /** Which of these videos no follower of their list has seen. */
  Uni<Map<PlaylistId, Set<VideoId>>> fresh(Map<PlaylistId, List<Seen>> seen);

  /** Gives each follower what is new to them, and starts a run of it; all or nothing a list. */
  Uni<Void> seen(Sighting sighting);

  /** Starts a run through the whole list for each of its followers. */
  Uni<Void> sweep(PlaylistId list);

  /** Writes down how the lists are, and when their followers' next checks are. */
  Uni<Void> checked(Collection<Track> tracks);
}
