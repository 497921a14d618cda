package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.SplittableRandom;

/** What the API says of a generated channel. */
final class ChannelFiction {

  private ChannelFiction() {}

  static ObjectNode describe(SimChannel channel) {
    SplittableRandom random = new SplittableRandom(channel.seed());
    ObjectNode json = Json.object();
    json.put("kind", "youtube#channel").put("etag", "").put("id", channel.id());
    ObjectNode snippet = json.putObject("snippet");
    String description = "All about " + channel.title() + ".\n";
    snippet.put("title", channel.title()).put("description", description);
    snippet.put("customUrl", channel.handle().toLowerCase(Locale.ROOT));
    snippet.put("publishedAt", "2012-03-04T05:06:07.123456Z");
    Thumbnails.putChannel(snippet, channel.id());
    snippet.putObject("localized").put("title", channel.title()).put("description", description);
    snippet.put("country", "US");
    json.putObject("contentDetails")
        .putObject("relatedPlaylists")
        .put("likes", "")
        .put("uploads", channel.uploadsId());
    json.putObject("statistics")
        .put("viewCount", Long.toString(random.nextLong(1_000_000_000L)))
        .put("subscriberCount", Long.toString(random.nextLong(100, 1000) * 1000))
        .put("hiddenSubscriberCount", false)
        .put("videoCount", Long.toString(publicVideos(channel)));
    json.putObject("status")
        .put("privacyStatus", "public")
        .put("isLinked", true)
        .put("longUploadsStatus", "longUploadsUnspecified");
    json.putObject("brandingSettings").putObject("channel").put("title", channel.title());
    return json;
  }

  private static long publicVideos(SimChannel channel) {
    return channel.videos().stream()
        .filter(video -> video.visibility() == SimVideo.Visibility.PUBLIC)
        .count();
  }
}
