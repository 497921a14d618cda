package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code playlists.list}. What is unknown or somebody else's is silently absent. */
record PlaylistsEndpoint(Catalog catalog) implements Endpoint {

  @Override
  public ObjectNode answer(ApiCall call) {
    Set<String> parts = call.parts(Parts.PLAYLIST);
    int max = call.maxResults(0);
    String filter = call.filter("id", "channelId", "mine");
    if (filter.equals("mine") && call.viewer() == null) {
      throw new Refusal(ApiErrors.authorizationRequired(filter));
    }
    if (filter.equals("id")) {
      List<ObjectNode> items =
          call.ids().stream()
              .flatMap(id -> byId(id, call).stream())
              .map(playlist -> Parts.select(playlist, parts))
              .toList();
      return new ListResponse("youtube#playlistListResponse", items).json();
    }
    String channelId =
        filter.equals("mine")
            ? call.viewer().id()
            : call.request().parameter("channelId").orElse("");
    Page<ObjectNode> page = Page.cut(ofChannel(channelId, call), call.offset(), max, Set.of());
    List<ObjectNode> items = page.items().stream().map(p -> Parts.select(p, parts)).toList();
    return new ListResponse("youtube#playlistListResponse", items).page(page, max).json();
  }

  private Optional<ObjectNode> byId(String id, ApiCall call) {
    return catalog
        .recorded()
        .playlistResource(id)
        .or(
            () ->
                catalog
                    .world()
                    .playlist(id)
                    .filter(playlist -> playlist.isListedFor(call.viewer()))
                    .map(SimPlaylist::json));
  }

  private List<ObjectNode> ofChannel(String channelId, ApiCall call) {
    List<ObjectNode> found = new ArrayList<>(catalog.recorded().playlistsOf(channelId));
    for (SimPlaylist playlist : catalog.world().playlists()) {
      if (playlist.owner().id().equals(channelId) && playlist.isListedFor(call.viewer())) {
        found.add(playlist.json());
      }
    }
    found.sort(Comparator.comparing(playlist -> playlist.path("id").asText()));
    return found;
  }
}
