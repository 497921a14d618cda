package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** What streams and premieres add to a video. */
final class LiveStates {

  private LiveStates() {}

  static void scheduled(ObjectNode video, Instant start) {
    video.withObject("/snippet").put("liveBroadcastContent", "upcoming");
    video.withObject("/status").put("uploadStatus", "uploaded");
    video.withObject("/statistics").remove("viewCount");
    video.remove("liveStreamingDetails");
    video.putObject("liveStreamingDetails").put("scheduledStartTime", start.toString());
  }

  static void running(ObjectNode video, Instant start) {
    video.withObject("/snippet").put("liveBroadcastContent", "live");
    video.withObject("/status").put("uploadStatus", "uploaded");
    video.remove("liveStreamingDetails");
    video
        .putObject("liveStreamingDetails")
        .put("actualStartTime", start.plusSeconds(68).toString())
        .put("scheduledStartTime", start.toString())
        .put("concurrentViewers", "1888");
  }

  static void ended(ObjectNode video, Instant start, Duration length) {
    video.withObject("/snippet").put("liveBroadcastContent", "none");
    video.withObject("/status").put("uploadStatus", "processed");
    video.remove("liveStreamingDetails");
    video
        .putObject("liveStreamingDetails")
        .put("actualStartTime", start.toString())
        .put("actualEndTime", start.plus(length).toString())
        .put("scheduledStartTime", start.toString());
  }

  /** As YouTube writes it: days are named from 24 hours on, what is zero is left out. */
  static String iso(Duration length) {
    long days = length.toDays();
    String time = length.minusDays(days).toString();
    return days == 0 ? time : "P" + days + "D" + time.substring(1);
  }
}
