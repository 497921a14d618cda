package dev.reelport.testing.youtube;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the simulator can be asked for, and the bucket each call costs one unit of, if any. */
public enum Route {
  CHANNELS(Bucket.GENERAL, "/youtube/v3/channels"),
  PLAYLISTS(Bucket.GENERAL, "/youtube/v3/playlists"),
  PLAYLIST_ITEMS(Bucket.GENERAL, "/youtube/v3/playlistItems"),
  VIDEOS(Bucket.GENERAL, "/youtube/v3/videos"),
  VIDEO_STATS(Bucket.BATCH_GET_STATS, "/youtube/v3/videos:batchGetStats"),
  SEARCH(Bucket.SEARCH, "/youtube/v3/search"),
  FEED(null, "/feeds/videos.xml", "/xml/feeds/videos.xml"),
  TOKEN(null, "/token", "/o/oauth2/token"),
  REVOKE(null, "/revoke", "/o/oauth2/revoke"),
  UNITS(null, "/simulator/units");

  private final Bucket bucket;
  private final List<String> paths;

  Route(Bucket bucket, String... paths) {
    this.bucket = bucket;
    this.paths = List.of(paths);
  }

  /** The bucket a call is charged to; empty for what is free of charge. */
  public Optional<Bucket> bucket() {
    return Optional.ofNullable(bucket);
  }

  static Optional<Route> of(String path) {
    return Arrays.stream(values()).filter(route -> route.paths.contains(path)).findFirst();
  }
}
