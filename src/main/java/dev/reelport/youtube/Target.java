package dev.reelport.youtube;

/** What a person asked for, read from whatever they pasted. */
public sealed interface Target {

  /** One spelling for every way of writing the same target, such as {@code video:dQw4w9WgXcQ}. */
  String canonical();

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
