package dev.reelport.upkeep;

import dev.reelport.youtube.Video;
import dev.reelport.youtube.VideoStats;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What YouTube showed of some videos.
 *
 * @param counted counters by video id
 * @param described all else by video id
 * @param certain whether what it did not show is not there; not so for those who have no grant any
 *     more and were asked for as everybody sees them
 */
record Sight(Map<String, VideoStats> counted, Map<String, Video> described, boolean certain) {

  /** Nothing is known. */
  static final Sight NONE = new Sight(Map.of(), Map.of(), false);

  Sight {
    counted = Map.copyOf(counted);
    described = Map.copyOf(described);
  }

  static Sight counted(Collection<VideoStats> stats) {
    Map<String, VideoStats> byId = new HashMap<>();
    stats.forEach(one -> byId.put(one.id().value(), one));
    return new Sight(byId, Map.of(), true);
  }

  Sight described(Collection<Video> videos) {
    Map<String, Video> byId = new HashMap<>();
    videos.forEach(one -> byId.put(one.id().value(), one));
    return new Sight(counted, byId, certain);
  }

  Sight uncertain() {
    return new Sight(counted, described, false);
  }

  boolean shows(Life life) {
    return counted.containsKey(life.videoId()) || described.containsKey(life.videoId());
  }

  /** Those that it does not show. */
  List<Life> missing(List<Life> lives) {
    return lives.stream().filter(life -> !shows(life)).toList();
  }
}
