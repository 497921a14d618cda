package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code videos.batchGetStats} of June 2026: the counters of at most 50 videos. */
record VideoStatsEndpoint(Catalog catalog) implements Endpoint {

  @Override
  public ObjectNode answer(ApiCall call) {
    Set<String> parts = call.parts(Parts.VIDEO_STATS);
    call.filter("id");
    List<ObjectNode> items =
        call.ids().stream()
            .flatMap(id -> catalog.video(id, call.viewer()).stream())
            .map(video -> Parts.select(stats(video), parts))
            .toList();
    return new ListResponse("youtube#batchGetStatsResponse", items).json();
  }

  private static ObjectNode stats(ObjectNode video) {
    ObjectNode stats = Json.object();
    stats.put("kind", "youtube#videoStats").put("etag", "");
    stats.set("id", video.path("id"));
    stats.putObject("snippet").set("publishTime", video.at("/snippet/publishedAt"));
    ObjectNode counts = stats.putObject("statistics");
    for (String name : List.of("viewCount", "likeCount", "commentCount")) {
      if (video.path("statistics").has(name)) {
        counts.set(name, video.path("statistics").path(name));
      }
    }
    String duration = video.at("/contentDetails/duration").asText("P0D");
    stats
        .putObject("contentDetails")
        .put("duration", duration)
        .put("durationMillis", Long.toString(Duration.parse(duration).toMillis()));
    return stats;
  }
}
