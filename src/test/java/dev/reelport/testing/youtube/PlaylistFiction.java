package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelport.testing.youtube.SimVideo.Visibility;
import java.util.List;
import java.util.Locale;

/** What the API says of a generated playlist and of its items. */
final class PlaylistFiction {

  private PlaylistFiction() {}

  static ObjectNode describe(SimPlaylist playlist) {
    List<SimVideo> videos = playlist.videos();
    ObjectNode json = Json.object();
    json.put("kind", "youtube#playlist").put("etag", "").put("id", playlist.id());
    ObjectNode snippet = json.putObject("snippet");
    snippet.put("publishedAt", "2026-11-02T07:59:59.5Z");
    snippet.put("channelId", playlist.owner().id());
    snippet.put("title", playlist.title()).put("description", "");
    if (videos.isEmpty()) {
      snippet.putObject("thumbnails");
    } else {
      Thumbnails.put(snippet, videos.get(0).id(), List.of("default", "medium", "high"));
    }
    snippet.put("channelTitle", playlist.owner().title());
    snippet.putObject("localized").put("title", playlist.title()).put("description", "");
    json.putObject("status").put("privacyStatus", playlist.isHidden() ? "private" : "public");
    json.putObject("contentDetails").put("itemCount", videos.size());
    return json;
  }

  /** An item; of a video that the viewer may not see, only what YouTube still says. */
  static ObjectNode item(
      SimPlaylist playlist, SimPlaylist.Entry entry, int position, SimChannel viewer) {
    SimVideo video = entry.video();
    boolean alive = video.isVisibleTo(viewer);
    ObjectNode json = Json.object();
    json.put("kind", "youtube#playlistItem").put("etag", "").put("id", entry.itemId());
    ObjectNode snippet = json.putObject("snippet");
    snippet.put("publishedAt", entry.addedAt().toString());
    snippet.put("channelId", playlist.owner().id());
    ObjectNode details = Json.object().put("videoId", video.id());
    if (alive) {
      ObjectNode of = video.json();
      snippet.set("title", of.at("/snippet/title"));
      snippet.set("description", of.at("/snippet/description"));
      snippet.set("thumbnails", of.at("/snippet/thumbnails"));
      details.set("videoPublishedAt", of.at("/snippet/publishedAt"));
    } else {
      boolean hidden = video.visibility() == Visibility.PRIVATE;
      snippet.put("title", hidden ? "Private video" : "Deleted video");
      snippet.put("description", hidden ? "This video is private." : "This video is unavailable.");
      snippet.putObject("thumbnails");
    }
    snippet.put("channelTitle", playlist.owner().title());
    snippet.put("playlistId", playlist.id()).put("position", position);
    snippet.putObject("resourceId").put("kind", "youtube#video").put("videoId", video.id());
    if (alive) {
      snippet.put("videoOwnerChannelTitle", video.channel().title());
      snippet.put("videoOwnerChannelId", video.channel().id());
    }
    json.set("contentDetails", details);
    json.putObject("status").put("privacyStatus", privacy(video, alive));
    return json;
  }

  private static String privacy(SimVideo video, boolean alive) {
    return alive || video.visibility() == Visibility.PRIVATE
        ? video.visibility().name().toLowerCase(Locale.ROOT)
        : "privacyStatusUnspecified";
  }
}
