package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A recorded list: its pages as they were recorded, cut where they were cut, with their tokens.
 *
 * @param pages the bodies, in order
 */
public record RecordedPlaylist(String id, List<ObjectNode> pages) {

  public RecordedPlaylist {
    pages = List.copyOf(pages);
  }

  /** All items in order, as recorded. */
  public List<ObjectNode> items() {
    List<ObjectNode> items = new ArrayList<>();
    for (ObjectNode page : pages) {
      page.path("items").forEach(item -> items.add((ObjectNode) item));
    }
    return items;
  }

  /** The ids of the videos in order. */
  public List<String> videoIds() {
    return items().stream().map(RecordedPlaylist::videoId).toList();
  }

  static String videoId(ObjectNode item) {
    JsonNode details = item.at("/contentDetails/videoId");
    return details.isMissingNode()
        ? item.at("/snippet/resourceId/videoId").asText()
        : details.textValue();
  }

  /**
   * The page a token leads to. A token on the last page leads to an empty page, since one recording
   * ends so.
   */
  ObjectNode page(Optional<String> token) {
    if (token.isEmpty()) {
      return pages.get(0);
    }
    for (int i = 0; i < pages.size(); i++) {
      if (token.get().equals(pages.get(i).path("nextPageToken").textValue())) {
        return i + 1 < pages.size() ? pages.get(i + 1) : behindTheLast();
      }
      if (i > 0 && token.get().equals(pages.get(i).path("prevPageToken").textValue())) {
        return pages.get(i - 1);
      }
    }
    throw new Refusal(ApiErrors.invalidPageToken());
  }

  private ObjectNode behindTheLast() {
    ObjectNode empty = pages.get(pages.size() - 1).deepCopy();
    empty.remove("nextPageToken");
    empty.putArray("items");
    return empty;
  }

  /** A playlist resource, made from what the items say, for lists without a recorded one. */
  ObjectNode resource() {
    ObjectNode first = items().isEmpty() ? Json.object() : items().get(0);
    ObjectNode json = Json.object();
    json.put("kind", "youtube#playlist").put("etag", "").put("id", id);
    ObjectNode snippet = json.putObject("snippet");
    snippet.put("publishedAt", "2019-01-01T00:00:00.000Z");
    snippet.put("channelId", first.at("/snippet/channelId").asText("UCrecorded_channel____0A"));
    snippet.put("title", "Recorded " + id).put("description", "");
    snippet.putObject("thumbnails");
    snippet.put("channelTitle", first.at("/snippet/channelTitle").asText("Recorded"));
    json.putObject("status").put("privacyStatus", "public");
    json.putObject("contentDetails")
        .put("itemCount", pages.get(0).at("/pageInfo/totalResults").asInt());
    return json;
  }
}
