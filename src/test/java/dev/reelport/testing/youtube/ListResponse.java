package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The body of a list call. Both orders of its keys that were seen are used. */
final class ListResponse {

  /** The etag that every empty list has (recorded for channels and playlists). */
  private static final String EMPTY = "RuuXzTIr0OoDqI4S0RU6n4FqKEM";

  private final String kind;
  private final List<ObjectNode> items;
  private Optional<String> next = Optional.empty();
  private Optional<String> previous = Optional.empty();
  private int total;
  private int perPage;
  private boolean itemsKeyWhenEmpty = true;

  ListResponse(String kind, List<ObjectNode> items) {
    this.kind = kind;
    this.items = items;
    this.total = items.size();
    this.perPage = items.isEmpty() ? 5 : items.size();
  }

  ListResponse page(Page<?> page, int maxResults) {
    next = page.next();
    previous = page.previous();
    total = page.total();
    perPage = maxResults;
    return this;
  }

  /** What {@code channels.list} does when nothing is found. */
  ListResponse withoutItemsKeyWhenEmpty() {
    itemsKeyWhenEmpty = false;
    return this;
  }

  ObjectNode json() {
    ArrayNode array = Json.array();
    for (ObjectNode item : items) {
      if (item.path("etag").asText().isEmpty()) {
        item.put("etag", Json.etag(item));
      }
      array.add(item);
    }
    ObjectNode content = Json.object();
    next.ifPresent(token -> content.put("nextPageToken", token));
    content.put("total", total).set("items", array);
    String etag = items.isEmpty() && total == 0 ? EMPTY : Json.etag(content);
    ObjectNode body = Json.object();
    body.put("kind", kind).put("etag", etag);
    boolean itemsFirst = etag.charAt(0) % 2 == 0;
    if (itemsFirst) {
      putItems(body, array);
    }
    next.ifPresent(token -> body.put("nextPageToken", token));
    previous.ifPresent(token -> body.put("prevPageToken", token));
    body.putObject("pageInfo").put("totalResults", total).put("resultsPerPage", perPage);
    if (!itemsFirst) {
      putItems(body, array);
    }
    return body;
  }

  private void putItems(ObjectNode body, ArrayNode array) {
    if (itemsKeyWhenEmpty || !array.isEmpty()) {
      body.set("items", array);
    }
  }
}
