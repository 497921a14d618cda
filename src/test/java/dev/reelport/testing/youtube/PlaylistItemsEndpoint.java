package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code playlistItems.list}. */
record PlaylistItemsEndpoint(Catalog catalog) implements Endpoint {

  private static final String KIND = "youtube#playlistItemListResponse";

  @Override
  public ObjectNode answer(ApiCall call) {
    Set<String> parts = call.parts(Parts.PLAYLIST_ITEM);
    int max = call.maxResults(0);
    if (call.filter("id", "playlistId").equals("id")) {
      return new ListResponse(KIND, byItemIds(call, parts)).json();
    }
    String id = call.request().parameter("playlistId").orElse("");
    Optional<RecordedPlaylist> recorded = catalog.recorded().playlist(id);
    return recorded.isPresent()
        ? recordedPage(recorded.get(), call, parts)
        : page(accessible(id, call), call, parts, max);
  }

  private SimPlaylist accessible(String id, ApiCall call) {
    SimPlaylist playlist =
        catalog
            .world()
            .playlist(id)
            .filter(SimPlaylist::exists)
            .orElseThrow(() -> new Refusal(ApiErrors.playlistNotFound()));
    if (!playlist.isOpenTo(call.viewer())) {
      throw new Refusal(ApiErrors.playlistItemsNotAccessible());
    }
    return playlist;
  }

  private static ObjectNode page(
      SimPlaylist playlist, ApiCall call, Set<String> parts, int maxResults) {
    Optional<String> videoId = call.request().parameter("videoId");
    List<SimPlaylist.Entry> entries = playlist.entries();
    if (videoId.isPresent()) {
      entries = entries.stream().filter(e -> e.video().id().equals(videoId.get())).toList();
    }
    Set<PageQuirk> quirks = EnumSet.noneOf(PageQuirk.class);
    quirks.addAll(playlist.quirks());
    call.quirk().ifPresent(quirks::add);
    Page<SimPlaylist.Entry> page = Page.cut(entries, call.offset(), maxResults, quirks);
    List<ObjectNode> items = new ArrayList<>();
    for (SimPlaylist.Entry entry : page.items()) {
      int position = page.start() + items.size();
      items.add(
          Parts.select(PlaylistFiction.item(playlist, entry, position, call.viewer()), parts));
    }
    return new ListResponse(KIND, items).page(page, maxResults).json();
  }

  private List<ObjectNode> byItemIds(ApiCall call, Set<String> parts) {
    List<ObjectNode> found = new ArrayList<>();
    for (String itemId : call.ids()) {
      catalog
          .recorded()
          .playlistItem(itemId)
          .ifPresent(item -> found.add(Parts.select(item, parts)));
      catalog
          .world()
          .playlist(Ids.playlistOfItem(itemId))
          .filter(SimPlaylist::exists)
          .filter(playlist -> playlist.isOpenTo(call.viewer()))
          .ifPresent(playlist -> addItem(found, playlist, itemId, call, parts));
    }
    return found;
  }

  private static void addItem(
      List<ObjectNode> found,
      SimPlaylist playlist,
      String itemId,
      ApiCall call,
      Set<String> parts) {
    List<SimPlaylist.Entry> entries = playlist.entries();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).itemId().equals(itemId)) {
        found.add(
            Parts.select(PlaylistFiction.item(playlist, entries.get(i), i, call.viewer()), parts));
      }
    }
  }

  private static ObjectNode recordedPage(
      RecordedPlaylist playlist, ApiCall call, Set<String> parts) {
    Optional<String> videoId = call.request().parameter("videoId");
    if (videoId.isPresent()) {
      List<ObjectNode> matching =
          playlist.items().stream()
              .filter(item -> RecordedPlaylist.videoId(item).equals(videoId.get()))
              .map(item -> Parts.select(item, parts))
              .toList();
      return new ListResponse(KIND, matching).json();
    }
    ObjectNode page = playlist.page(call.pageToken());
    ObjectNode body = page.deepCopy();
    ArrayNode items = Json.array();
    for (JsonNode item : page.path("items")) {
      items.add(Parts.select((ObjectNode) item, parts));
    }
    body.set("items", items);
    return body;
  }
}
