package dev.reelport.testing.youtube;

import java.util.Arrays;
import java.util.Optional;

/** What the simulator can be asked for, and the bucket each call costs one unit of, if any. */
public enum Route {
  CHANNELS(Bucket.GENERAL, "/youtube/v3/channels"),
  PLAYLISTS(Bucket.GENERAL, "/youtube/v3/playlists"),
  PLAYLIST_ITEMS(Bucket.GENERAL, "/youtube/v3/playlistItems"),
  VIDEOS(Bucket.GENERAL, "/youtube/v3/videos"),
  VIDEO_STATS(Bucket.BATCH_GET_STATS, "/youtube/v3/videos:batchGetStats"),
  SEARCH(Bucket.SEARCH, "/youtube/v3/search"),
  FEED(null, "/feeds/videos.xml"),
  AUTHORIZATION(null, "/o/oauth2/v2/auth"),
  TOKEN(null, "/token"),
  REVOKE(null, "/revoke"),
  HUB(null, "/subscribe"),
  UNITS(null, "/simulator/units");

  /** Other addresses of the same: the documented feed topic, and the token endpoint of old. */
  private static final String OLDER_PREFIX = "^(/xml(?=/feeds/)|/o/oauth2(?=/token))";

  private final Bucket bucket;
  private final String path;

  Route(Bucket bucket, String path) {
    this.bucket = bucket;
    this.path = path;
  }

  /** The bucket a call is charged to; empty for what is free of charge. */
  public Optional<Bucket> bucket() {
    return Optional.ofNullable(bucket);
  }

  static Optional<Route> of(String path) {
    String today = path.replaceFirst(OLDER_PREFIX, "");
    return Arrays.stream(values()).filter(route -> route.path.equals(today)).findFirst();
  }
}
