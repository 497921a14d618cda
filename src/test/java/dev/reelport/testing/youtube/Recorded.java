package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was loaded from recordings: each resource's JSON as it was recorded. */
public final class Recorded {

  /** What is kept one by one, and the folder it is recorded in. */
  enum Kind {
    CHANNEL("channels"),
    PLAYLIST("playlists"),
    VIDEO("videos");

    final String folder;

    Kind(String folder) {
      this.folder = folder;
    }
  }

  private final Map<String, ObjectNode> channels = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> playlists = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> videos = new ConcurrentHashMap<>();
  private final Map<String, RecordedPlaylist> lists = new ConcurrentHashMap<>();

  Recorded() {}

  /** The recorded videos. */
  public Collection<ObjectNode> videos() {
    return List.copyOf(videos.values());
  }

  /** The recorded channels. */
  public Collection<ObjectNode> channels() {
    return List.copyOf(channels.values());
  }

  /** The playlists of which items were recorded. */
  public Collection<RecordedPlaylist> playlists() {
    return List.copyOf(lists.values());
  }

  /** The recorded JSON of a video. */
  public Optional<ObjectNode> video(String id) {
    return Optional.ofNullable(videos.get(id));
  }

  /** The recorded JSON of a channel. */
  public Optional<ObjectNode> channel(String id) {
    return Optional.ofNullable(channels.get(id));
  }

  /** The recorded pages of a playlist. */
  public Optional<RecordedPlaylist> playlist(String id) {
    return Optional.ofNullable(lists.get(id));
  }

  Optional<ObjectNode> channelByCustomUrl(String name) {
    String plain = plain(name);
    return channels.values().stream()
        .filter(channel -> plain(channel.at("/snippet/customUrl").asText("-")).equals(plain))
        .findFirst();
  }

  Optional<ObjectNode> playlistResource(String id) {
    return Optional.ofNullable(playlists.get(id))
        .or(() -> playlist(id).map(RecordedPlaylist::resource));
  }

  List<ObjectNode> playlistsOf(String channelId) {
    return playlists.values().stream()
        .filter(playlist -> playlist.at("/snippet/channelId").asText().equals(channelId))
        .toList();
  }

  /** The recorded playlist item of that id. */
  Optional<ObjectNode> playlistItem(String itemId) {
    return lists.values().stream()
        .flatMap(list -> list.items().stream())
        .filter(item -> item.path("id").asText().equals(itemId))
        .findFirst();
  }

  /** Keeps a resource; of two recordings of the same one, the one with more parts. */
  void add(Kind kind, ObjectNode resource) {
    Map<String, ObjectNode> kept =
        switch (kind) {
          case CHANNEL -> channels;
          case PLAYLIST -> playlists;
          case VIDEO -> videos;
        };
    kept.merge(
        resource.path("id").textValue(), resource, (a, b) -> richness(b) > richness(a) ? b : a);
  }

  void add(RecordedPlaylist list) {
    lists.put(list.id(), list);
  }

  private static int richness(JsonNode resource) {
    return resource.size() * 1000 + resource.path("snippet").size();
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("@") ? lower.substring(1) : lower;
  }
}
