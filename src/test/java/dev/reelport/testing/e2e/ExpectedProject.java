package dev.reelport.testing.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a project has to look like, written anew and naively from the rules a project row follows
 * and from YouTube's JSON of the video. It shares nothing with the service, so that a
 * misunderstanding on one side shows.
 */
public final class ExpectedProject {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ExpectedProject() {}

  /**
   * The project as {@code GET /v1/projects} shows it, without {@code id} and times, and with the
   * mode of its analysis alone.
   *
   * @param mode {@code skipped}, or {@code fallback}: what the tags say is filled in
   * @param tools the names in the catalogue, by their slug
   */
  public static ObjectNode of(
      JsonNode video, boolean isPrivate, boolean showcase, String mode, Map<String, String> tools) {
    String id = video.get("id").textValue();
    JsonNode snippet = video.path("snippet");
    String description = snippet.path("description").asText("");
    String url = "https://youtube.com/watch?v=" + id;
    ObjectNode project = JSON.createObjectNode();
    project.put("type", "video");
    project.put("title", firstCodePoints(255, snippet.get("title").textValue()));
    project.put("description", firstCodePoints(500, description));
    project.put("slug", slug(snippet.get("title").textValue(), id));
    project.put("externalUrl", url);
    project.put("featuredImageUrl", widest(snippet.path("thumbnails")));
    project.put("showcase", showcase);
    project.put("private", isPrivate);
    project.putNull("source");
    ArrayNode named = project.putArray("tools");
    project.putArray("categories");
    ArrayNode topics = project.putArray("topics");
    if (mode.equals("fallback")) {
      analyse(snippet.path("tags"), tools, named, topics);
    }
    project.put("analysis", mode);
    ObjectNode content = project.putObject("content");
    content.set("video", video(id, video));
    content.put("heroDisplayMode", "video");
    content.put("heroVideoUrl", url);
    content
        .putArray("blocks")
        .addObject()
        .put("type", "text")
        .put("style", "body")
        .put("content", firstCodePoints(1000, description));
    return normalized(project);
  }

  /** The same as a row of the table, without {@code id} and times. */
  public static ObjectNode row(ObjectNode project, String user) {
    ObjectNode row = project.deepCopy();
    row.put("user_id", user);
    row.set("analysis_mode", row.remove("analysis"));
    row.putArray("edited");
    row.set("external_url", row.remove("externalUrl"));
    row.set("featured_image_url", row.remove("featuredImageUrl"));
    row.set("source_id", row.remove("source"));
    row.set("channel_id", row.at("/content/video/channelId"));
    return row;
  }

  private static ObjectNode video(String id, JsonNode video) {
    JsonNode snippet = video.path("snippet");
    String iso = video.path("contentDetails").path("duration").textValue();
    ObjectNode json = JSON.createObjectNode();
    json.put("platform", "youtube");
    json.put("videoId", id);
    json.put("channelId", snippet.get("channelId").textValue());
    json.put("channelName", snippet.get("channelTitle").textValue());
    json.put("duration", durationText(iso));
    json.put("durationIso", iso);
    json.put(
        "publishedAt",
        OffsetDateTime.parse(snippet.get("publishedAt").textValue()).toInstant().toString());
    json.put("viewCount", number(video.path("statistics").path("viewCount")));
    json.put("likeCount", number(video.path("statistics").path("likeCount")));
    ArrayNode tags = json.putArray("tags");
    for (JsonNode tag : snippet.path("tags")) {
      if (tags.size() < 10) {
        tags.add(tag);
      }
    }
    return json;
  }

  private static void analyse(
      JsonNode tags, Map<String, String> tools, ArrayNode named, ArrayNode topics) {
    Set<String> seenTools = new LinkedHashSet<>();
    Set<String> seenTopics = new LinkedHashSet<>();
    int n = 0;
    for (JsonNode tag : tags) {
      String word = tag.textValue().strip().toLowerCase(Locale.ROOT);
      tools.values().stream()
          .filter(name -> name.equalsIgnoreCase(word))
          .findFirst()
          .or(() -> Optional.ofNullable(tools.get(word.replace(' ', '-').replace('.', '-'))))
          .filter(name -> seenTools.size() < 10)
          .ifPresent(seenTools::add);
      if (n < 8 && word.codePointCount(0, word.length()) <= 50) {
        StringBuilder topic = new StringBuilder();
        word.codePoints()
            .map(c -> Character.isWhitespace(c) ? ' ' : c)
            .filter(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '-')
            .forEach(topic::appendCodePoint);
        String clean = topic.toString().replaceAll(" +", " ").strip();
        if (clean.codePointCount(0, clean.length()) >= 3) {
          seenTopics.add(clean);
        }
      }
      if (++n == 10) {
        break;
      }
    }
    seenTools.forEach(named::add);
    seenTopics.forEach(topics::add);
  }

  private static String firstCodePoints(int most, String text) {
    int[] all = text.codePoints().toArray();
    return new String(all, 0, Math.min(most, all.length));
  }

  private static String slug(String title, String videoId) {
    StringBuilder slug = new StringBuilder();
    for (char c : Normalizer.normalize(title, Normalizer.Form.NFKD).toCharArray()) {
      char lower = Character.toLowerCase(c);
      if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) {
        slug.append(lower);
      } else if (!isAccent(c) && !slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    slug.setLength(Math.min(50, slug.length()));
    if (!slug.isEmpty() && slug.charAt(slug.length() - 1) == '-') {
      slug.setLength(slug.length() - 1);
    }
    String base = slug.isEmpty() ? "video" : slug.toString();
    return base + "-" + videoId.substring(0, 8).toLowerCase(Locale.ROOT).replace("_", "-");
  }

  private static boolean isAccent(char c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private static String durationText(String iso) {
    if (iso == null || iso.equals("P0D")) {
      return null;
    }
    Duration length = Duration.parse(iso);
    return length.toHours() == 0
        ? String.format(Locale.ROOT, "%d:%02d", length.toMinutes(), length.toSecondsPart())
        : String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            length.toHours(),
            length.toMinutesPart(),
            length.toSecondsPart());
  }

  private static String widest(JsonNode thumbnails) {
    String url = null;
    int width = -1;
    for (JsonNode thumbnail : thumbnails) {
      if (thumbnail.get("width").intValue() > width) {
        width = thumbnail.get("width").intValue();
        url = thumbnail.get("url").textValue();
      }
    }
    return url;
  }

  private static Long number(JsonNode text) {
    return text.isMissingNode() ? null : Long.valueOf(text.textValue());
  }

  /** Numbers as a parser makes them, so that trees can be compared. */
  private static ObjectNode normalized(ObjectNode json) {
    try {
      return (ObjectNode) JSON.readTree(JSON.writeValueAsBytes(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
