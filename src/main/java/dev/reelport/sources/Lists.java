package dev.reelport.sources;

import dev.reelport.youtube.ChannelId;
import dev.reelport.youtube.PlaylistId;
import java.util.Optional;

/** Which lists are the uploads of a channel. */
final class Lists {

  private static final String UPLOADS = "UU";

  private Lists() {}

  /** The channel whose uploads these are; empty for any other list. */
  static Optional<ChannelId> channel(PlaylistId list) {
    return Optional.of(list.value())
        .filter(id -> id.startsWith(UPLOADS))
        .map(id -> "UC" + id.substring(UPLOADS.length()))
        .filter(ChannelId::isValid)
        .map(ChannelId::new);
  }
}
