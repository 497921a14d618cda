package dev.reelport.youtube;

/** The calls Reelport makes; each costs one unit (YouTube: determine_quota_cost, 2026). */
public enum Endpoint {
  CHANNELS("channels"),
  PLAYLISTS("playlists"),
  PLAYLIST_ITEMS("playlistItems"),
  VIDEOS("videos"),
  /** The one with a bucket of its own. */
  VIDEO_STATS("videos:batchGetStats");

  private final String resource;

  Endpoint(String resource) {
    this.resource = resource;
  }

  /** The path behind {@code /youtube/v3/}. */
  public String resource() {
    return resource;
  }
}
