package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code channels.list}. */
record ChannelsEndpoint(Catalog catalog) implements Endpoint {

  @Override
  public ObjectNode answer(ApiCall call) {
    Set<String> parts = call.parts(Parts.CHANNEL);
    call.maxResults(0);
    String filter =
        call.filter(
            "id", "forHandle", "forUsername", "mine", "managedByMe", "mySubscribers", "categoryId");
    List<ObjectNode> items =
        found(call, filter).map(channel -> Parts.select(channel, parts)).toList();
    return new ListResponse("youtube#channelListResponse", items).withoutItemsKeyWhenEmpty().json();
  }

  private Stream<ObjectNode> found(ApiCall call, String filter) {
    String value = call.request().parameter(filter).orElse("");
    return switch (filter) {
      case "id" -> byIds(call.ids());
      case "forHandle" -> catalog.channelByHandle(value).stream();
      case "forUsername" -> catalog.channelByUsername(value).stream();
      case "categoryId" -> Stream.empty();
      default -> mine(call, filter).stream();
    };
  }

  private Stream<ObjectNode> byIds(List<String> ids) {
    if (!ids.stream().allMatch(Ids::isChannel)) {
      throw new Refusal(ApiErrors.badRequest());
    }
    return ids.stream().flatMap(id -> catalog.channel(id).stream());
  }

  private static Optional<ObjectNode> mine(ApiCall call, String filter) {
    if (call.viewer() == null) {
      throw new Refusal(ApiErrors.authorizationRequired(filter));
    }
    return filter.equals("mine") ? Optional.of(call.viewer().json()) : Optional.empty();
  }
}
