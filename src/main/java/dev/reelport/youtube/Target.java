package dev.reelport.youtube;

/** What a person asked for, read from whatever they pasted. */
public sealed interface Target {

  /** One spelling for every way of writing the same target, such as {@code video:dQw4w9WgXcQ}. */
  String canonical();

  /**
   * Reads what {@link #canonical()} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  static Target ofCanonical(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? "" : text.substring(0, colon);
    String value = text.substring(colon + 1);
    return switch (kind) {
      case "video" -> new Video(new VideoId(value));
      case "playlist" -> new Playlist(new PlaylistId(value));
      case "channel" -> new Channel(new ChannelRef.ById(new ChannelId(value)));
      case "handle" -> new Channel(new ChannelRef.ByHandle(value.substring(1)));
      case "user" -> new Channel(new ChannelRef.ByUsername(value));
      case "custom" -> new Channel(new ChannelRef.ByCustomName(value));
      default -> throw new IllegalArgumentException("not a canonical target");
    };
  }

  /** A single video. */
  record Video(VideoId id) implements Target {
    @Override
    public String canonical() {
      return "video:" + id;
    }
  }

  /** All uploads of a channel. */
  record Channel(ChannelRef ref) implements Target {
    @Override
    public String canonical() {
      return ref.canonical();
    }
  }

  /** All videos of a playlist. */
  record Playlist(PlaylistId id) implements Target {
    @Override
    public String canonical() {
      return "playlist:" + id;
    }
  }
}
