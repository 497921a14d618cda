package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What the API says of a generated video: a pure function of its seed, so it is never stored. */
final class VideoFiction {

  private static final List<String> ALL_SIZES =
      List.of("default", "medium", "high", "standard", "maxres");
  private static final List<String> BIG_SIZES =
      List.of("default", "medium", "high", "standard", "maxres", "fhd", "qhd", "uhd");
  private static final String[] TAGS = {
    "diy",
    "howto",
    "travel",
    "日本",
    "müsli",
    "cooking with fire",
    "4K",
    "Русский",
    "vlog",
    "🎸",
    "math",
    "education",
    "street food",
    "long tag with many words in it",
    "synth",
    "retro",
    "c++",
    "0"
  };

  private VideoFiction() {}

  static boolean isShort(long seed) {
    return Math.floorMod(seed, 100) < 8;
  }

  static ObjectNode describe(SimVideo video) {
    SplittableRandom random = new SplittableRandom(video.seed());
    boolean plain = video.isPlain();
    ObjectNode json = Json.object();
    json.put("kind", "youtube#video").put("etag", "").put("id", video.id());
    snippet(json.putObject("snippet"), video, random, plain);
    contentDetails(json.putObject("contentDetails"), video, random, plain);
    status(json.putObject("status"), video, random, plain);
    statistics(json.putObject("statistics"), random, plain);
    json.putObject("player")
        .put(
            "embedHtml",
            "<iframe width=\"480\" height=\"270\" src=\"//www.youtube.com/embed/"
                + video.id()
                + "\"></iframe>");
    if (!plain && random.nextInt(3) > 0) {
      json.putObject("topicDetails")
          .putArray("topicCategories")
          .add("https://en.wikipedia.org/wiki/Hobby");
    }
    return json;
  }

  private static void snippet(
      ObjectNode snippet, SimVideo video, SplittableRandom random, boolean plain) {
    String title = plain ? Fiction.plainTitle(random) : Fiction.title(random);
    String description = plain ? Fiction.plainDescription(random) : Fiction.description(random);
    snippet.put("publishedAt", video.publishedAt().toString());
    snippet.put("channelId", video.channel().id());
    snippet.put("title", title).put("description", description);
    Thumbnails.put(snippet, video.id(), plain ? ALL_SIZES : sizes(random));
    snippet.put("channelTitle", video.channel().title());
    List<String> tags = plain ? List.of("diy", "howto") : tags(random);
    if (!tags.isEmpty()) {
      ArrayNode array = snippet.putArray("tags");
      tags.forEach(array::add);
    }
    snippet.put("categoryId", plain ? "26" : Integer.toString(20 + random.nextInt(10)));
    snippet.put("liveBroadcastContent", "none");
    if (plain || random.nextBoolean()) {
      snippet.put("defaultLanguage", "en");
    }
    snippet.putObject("localized").put("title", title).put("description", description);
    if (plain || random.nextInt(3) > 0) {
      snippet.put("defaultAudioLanguage", "en");
    }
  }

  private static void contentDetails(
      ObjectNode details, SimVideo video, SplittableRandom random, boolean plain) {
    details.put("duration", plain ? ordinary(random) : surprising(video, random));
    details.put("dimension", "2d").put("definition", "hd");
    details.put("caption", Boolean.toString(random.nextBoolean()));
    details.put("licensedContent", random.nextBoolean());
    if (!plain && random.nextInt(20) == 0) {
      details.putObject("regionRestriction").putArray("blocked").add("DE").add("KP");
    }
    details.putObject("contentRating");
    details.put("projection", "rectangular");
  }

  private static void status(
      ObjectNode status, SimVideo video, SplittableRandom random, boolean plain) {
    status.put("uploadStatus", "processed");
    status.put("privacyStatus", video.visibility().name().toLowerCase(Locale.ROOT));
    status.put("license", !plain && random.nextInt(10) == 0 ? "creativeCommon" : "youtube");
    status.put("embeddable", true).put("publicStatsViewable", true).put("madeForKids", false);
  }

  private static void statistics(ObjectNode statistics, SplittableRandom random, boolean plain) {
    long views = (long) Math.exp(random.nextDouble(plain ? 10 : 23));
    if (plain || random.nextInt(60) > 0) {
      statistics.put("viewCount", Long.toString(views));
    }
    if (plain || random.nextInt(12) > 0) {
      statistics.put("likeCount", Long.toString(views / 37));
    }
    statistics.put("favoriteCount", "0");
    if (plain || random.nextInt(10) > 0) {
      statistics.put("commentCount", Long.toString(views / 411));
    }
  }

  private static List<String> sizes(SplittableRandom random) {
    int kind = random.nextInt(100);
    if (kind < 2) {
      return List.of();
    }
    return kind < 6 ? BIG_SIZES : ALL_SIZES.subList(0, kind < 70 ? 5 : kind < 85 ? 4 : 3);
  }

  private static List<String> tags(SplittableRandom random) {
    int count = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(16);
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String tag = TAGS[random.nextInt(TAGS.length)];
      if (!tags.contains(tag)) {
        tags.add(tag);
      }
    }
    return tags;
  }

  private static String seconds(SplittableRandom random) {
    return "PT" + (5 + random.nextInt(55)) + "S";
  }

  private static String surprising(SimVideo video, SplittableRandom random) {
    return isShort(video.seed()) ? seconds(random) : length(random);
  }

  // Longer than a short may be, so that nobody takes it for one.
  private static String ordinary(SplittableRandom random) {
    return "PT" + random.nextInt(4, 59) + "M" + random.nextInt(1, 60) + "S";
  }

  private static String length(SplittableRandom random) {
    int kind = random.nextInt(100);
    if (kind == 0) {
      return "P1DT" + random.nextInt(1, 24) + "H" + random.nextInt(1, 60) + "M4S";
    }
    if (kind < 12) {
      return "PT" + random.nextInt(1, 12) + "H" + random.nextInt(1, 60) + "M3S";
    }
    return kind < 20
        ? "PT" + random.nextInt(1, 59) + "M"
        : "PT" + random.nextInt(1, 59) + "M" + random.nextInt(1, 60) + "S";
  }
}
