package dev.reelport.testing.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimPlaylist;
import dev.reelport.testing.youtube.SimVideo;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Something to import, and the simulator's truth about it.
 *
 * @param target as a person would write it
 * @param listed the videos it stands for, dead ones included
 */
public record Wish(String target, Supplier<List<SimVideo>> listed) {

  public static Wish channel(SimChannel channel) {
    return new Wish(channel.id(), channel::videos);
  }

  public static Wish playlist(SimPlaylist playlist) {
    return new Wish(playlist.id(), playlist::videos);
  }

  public static Wish video(SimVideo video) {
    return new Wish(video.id(), () -> List.of(video));
  }

  /** What has to become projects of somebody who wished for all of that, by video id. */
  static Map<String, ObjectNode> truth(Collection<Wish> wishes) {
    return wishes.stream()
        .flatMap(wish -> wish.listed().get().stream())
        .filter(SimVideo::isAvailable)
        .distinct()
        .collect(Collectors.toMap(SimVideo::id, SimVideo::json));
  }
}
