package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** {@code videos.list}. What is unknown, private, deleted or malformed is silently absent. */
record VideosEndpoint(Catalog catalog) implements Endpoint {

  @Override
  public ObjectNode answer(ApiCall call) {
    Set<String> parts = call.parts(Parts.VIDEO);
    call.maxResults(1);
    String filter = call.filter("id", "chart", "myRating");
    if (filter.equals("myRating") && call.viewer() == null) {
      throw new Refusal(ApiErrors.authorizationRequired(filter));
    }
    List<String> ids = filter.equals("id") ? call.ids() : List.of();
    List<ObjectNode> items =
        ids.stream()
            .flatMap(id -> catalog.video(id, call.viewer()).stream())
            .map(video -> Parts.select(video, parts))
            .toList();
    return new ListResponse("youtube#videoListResponse", items).json();
  }
}
