package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Everything the endpoints can find: what was recorded first, then the generated world. */
record Catalog(World world, Recorded recorded) {

  Optional<ObjectNode> video(String id, SimChannel viewer) {
    return recorded
        .video(id)
        .or(() -> world.video(id).filter(video -> video.isVisibleTo(viewer)).map(SimVideo::json));
  }

  Optional<ObjectNode> channel(String id) {
    return recorded.channel(id).or(() -> alive(world.channelById(id)));
  }

  Optional<ObjectNode> channelByHandle(String handle) {
    return recorded.channelByCustomUrl(handle).or(() -> alive(world.channelByHandle(handle)));
  }

  Optional<ObjectNode> channelByUsername(String username) {
    return alive(world.channelByUsername(username));
  }

  private static Optional<ObjectNode> alive(Optional<SimChannel> channel) {
    return channel.filter(c -> !c.isTerminated()).map(SimChannel::json);
  }
}
