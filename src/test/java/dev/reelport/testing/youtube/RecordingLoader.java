package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads recorded bodies from the folders channels, playlists, videos and playlistItems. */
final class RecordingLoader {

  private final Recorded recorded;

  RecordingLoader(Recorded recorded) {
    this.recorded = recorded;
  }

  void load(Path folder) {
    for (Recorded.Kind kind : Recorded.Kind.values()) {
      for (Path file : jsonFiles(folder.resolve(kind.folder))) {
        resources(read(file)).forEach(resource -> recorded.add(kind, resource));
      }
    }
    Map<String, List<ObjectNode>> pagesOf = new TreeMap<>();
    for (Path file : jsonFiles(folder.resolve("playlistItems"))) {
      ObjectNode page = asPage(read(file));
      pagesOf.computeIfAbsent(playlistOf(page), absent -> new ArrayList<>()).add(page);
    }
    pagesOf.forEach((id, pages) -> recorded.add(new RecordedPlaylist(id, chain(pages))));
  }

  void loadPlaylist(String id, List<Path> pages) {
    recorded.add(new RecordedPlaylist(id, pages.stream().map(file -> asPage(read(file))).toList()));
  }

  /**
   * The pages of one list in order, from bodies in the order of their file names. A body without a
   * previous page begins a list; of several such, which are different questions about one list, the
   * longest is kept.
   */
  private static List<ObjectNode> chain(List<ObjectNode> bodies) {
    List<ObjectNode> chain = new ArrayList<>();
    bodies.stream()
        .filter(page -> !page.has("prevPageToken"))
        .max(Comparator.comparingInt(page -> page.path("items").size()))
        .ifPresent(chain::add);
    bodies.stream().filter(page -> page.has("prevPageToken")).forEach(chain::add);
    return chain;
  }

  private static List<ObjectNode> resources(ObjectNode body) {
    if (body.path("kind").asText().endsWith("ListResponse") || body.has("items")) {
      List<ObjectNode> items = new ArrayList<>();
      body.path("items").forEach(item -> items.add((ObjectNode) item));
      return items;
    }
    return List.of(body);
  }

  /** A body of one item alone becomes a list of one. */
  private static ObjectNode asPage(ObjectNode body) {
    if (body.has("items")) {
      return body;
    }
    ObjectNode page = Json.object();
    page.put("kind", "youtube#playlistItemListResponse").put("etag", Json.etag(body));
    page.putArray("items").add(body);
    page.putObject("pageInfo").put("totalResults", 1).put("resultsPerPage", 50);
    return page;
  }

  private static String playlistOf(ObjectNode page) {
    JsonNode first = page.at("/items/0");
    JsonNode stated = first.at("/snippet/playlistId");
    return stated.isTextual() ? stated.textValue() : Ids.playlistOfItem(first.path("id").asText());
  }

  private static ObjectNode read(Path file) {
    return (ObjectNode) Json.read(file);
  }

  private static List<Path> jsonFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
