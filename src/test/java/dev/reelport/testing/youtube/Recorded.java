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

  /** Keeps a resource; of two recordings of the same one, the one with more parts. */
  void add(ObjectNode resource) {
    switch (resource.path("kind").asText()) {
      case "youtube#channel" -> keepRicher(channels, resource);
      case "youtube#playlist" -> keepRicher(playlists, resource);
      case "youtube#video" -> keepRicher(videos, resource);
      default -> throw new IllegalArgumentException("not served: " + resource.path("kind"));
    }
  }

  void add(RecordedPlaylist list) {
    lists.put(list.id(), list);
  }

  private static void keepRicher(Map<String, ObjectNode> kept, ObjectNode resource) {
    kept.merge(
        resource.path("id").textValue(), resource, (a, b) -> richness(b) > richness(a) ? b : a);
  }

  private static int richness(JsonNode resource) {
    return resource.size() * 1000 + resource.path("snippet").size();
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("@") ? lower.substring(1) : lower;
  }
}
