package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The {@code fields} parameter: {@code items(id,snippet(title))}, {@code items/id}, {@code *}.
 * Whatever is not named vanishes, the next page token too.
 */
final class Fields {

  private static final Set<String> TOP_LEVEL =
      Set.of(
          "*",
          "kind",
          "etag",
          "items",
          "nextPageToken",
          "prevPageToken",
          "pageInfo",
          "tokenPagination",
          "regionCode",
          "eventId",
          "visitorId");

  /** What is selected below a name; empty means all of it. */
  private record Selection(Map<String, Selection> children) {

    Selection() {
      this(new LinkedHashMap<>());
    }
  }

  private final String text;
  private int at;

  private Fields(String text) {
    this.text = text;
  }

  static ObjectNode select(ObjectNode body, String fields) {
    Selection selection = new Fields(fields).parse();
    for (String name : selection.children().keySet()) {
      if (!TOP_LEVEL.contains(name)) {
        throw invalid(name);
      }
    }
    return (ObjectNode) selected(body, selection);
  }

  private static JsonNode selected(JsonNode node, Selection selection) {
    if (selection.children().isEmpty()) {
      return node;
    }
    if (node.isArray()) {
      ArrayNode array = Json.array();
      node.forEach(element -> array.add(selected(element, selection)));
      return array;
    }
    ObjectNode object = Json.object();
    node.properties()
        .forEach(
            entry -> {
              Selection below =
                  selection.children().getOrDefault(entry.getKey(), selection.children().get("*"));
              if (below != null
                  && (below.children().isEmpty() || entry.getValue().isContainerNode())) {
                object.set(entry.getKey(), selected(entry.getValue(), below));
              }
            });
    return object;
  }

  private Selection parse() {
    Selection all = new Selection();
    list(all);
    if (at != text.length()) {
      throw invalid(text);
    }
    return all;
  }

  private void list(Selection into) {
    path(into);
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      path(into);
    }
  }

  private void path(Selection into) {
    Selection below = into.children().computeIfAbsent(name(), absent -> new Selection());
    if (at < text.length() && text.charAt(at) == '/') {
      at++;
      path(below);
    } else if (at < text.length() && text.charAt(at) == '(') {
      at++;
      list(below);
      if (at >= text.length() || text.charAt(at) != ')') {
        throw invalid(text);
      }
      at++;
    }
  }

  private String name() {
    int start = at;
    while (at < text.length() && "/(),".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String name = text.substring(start, at).strip();
    if (!name.matches("\\*|[A-Za-z][A-Za-z0-9]*")) {
      throw invalid(name);
    }
    return name;
  }

  private static Refusal invalid(String what) {
    return new Refusal(ApiErrors.invalidParameter("fields", "Invalid field selection " + what));
  }
}
