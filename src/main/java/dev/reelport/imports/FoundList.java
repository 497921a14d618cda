package dev.reelport.imports;

import dev.reelport.youtube.Channel;
import dev.reelport.youtube.PlaylistId;
import java.util.Optional;

/**
 * The list of videos that a target stands for.
 *
 * @param target the channel's or playlist's id
 * @param title what YouTube calls it, where it was asked
 */
public record FoundList(TargetKind kind, String target, PlaylistId list, Optional<String> title) {

  static FoundList of(Channel channel) {
    return new FoundList(
        TargetKind.CHANNEL, channel.id().value(), channel.uploads(), Optional.of(channel.title()));
  }

  static FoundList of(PlaylistId list, Optional<String> title) {
    return new FoundList(TargetKind.PLAYLIST, list.value(), list, title);
  }
}
