package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A video. Its text and numbers follow from its seed; a test may change any of it at any time. */
public final class SimVideo {

  /** Who may see it. A {@code DELETED} one stays in playlists as a dead entry. */
  public enum Visibility {
    PUBLIC,
    UNLISTED,
    PRIVATE,
    DELETED
  }

  /** What it is; the API itself has no such word, only the undocumented lists tell. */
  public enum Kind {
    LONG("UULF"),
    SHORT("UUSH"),
    STREAM("UULV");

    final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  private final SimChannel channel;
  private final long seed;
  private final String id;
  private final boolean plain;
  private final List<Consumer<ObjectNode>> edits = new CopyOnWriteArrayList<>();
  private volatile Instant publishedAt;
  private volatile Visibility visibility = Visibility.PUBLIC;
  private volatile Kind kind;

  SimVideo(SimChannel channel, long seed, Instant publishedAt, boolean plain) {
    this.channel = channel;
    this.seed = seed;
    this.id = Ids.video(seed);
    this.plain = plain;
    this.publishedAt = publishedAt.truncatedTo(ChronoUnit.SECONDS);
    this.kind = !plain && VideoFiction.isShort(seed) ? Kind.SHORT : Kind.LONG;
  }

  public String id() {
    return id;
  }

  public SimChannel channel() {
    return channel;
  }

  public Instant publishedAt() {
    return publishedAt;
  }

  public Visibility visibility() {
    return visibility;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether {@code videos.list} answers it to anyone. */
  public boolean isAvailable() {
    return !channel.isTerminated()
        && (visibility == Visibility.PUBLIC || visibility == Visibility.UNLISTED);
  }

  public String title() {
    return json().at("/snippet/title").textValue();
  }

  public String description() {
    return json().at("/snippet/description").textValue();
  }

  /**
   * The whole resource, as {@code videos.list} would answer it with every part (to the owner, if it
   * is private). Absent is what the API leaves out.
   */
  public ObjectNode json() {
    ObjectNode json = VideoFiction.describe(this);
    edits.forEach(edit -> edit.accept(json));
    return json;
  }

  /** Changes what the API says of it, such as {@code json -> json.withObject("/snippet")...}. */
  public SimVideo edit(Consumer<ObjectNode> change) {
    edits.add(change);
    return this;
  }

  public SimVideo title(String title) {
    return edit(
        json -> {
          json.withObject("/snippet").put("title", title);
          json.withObject("/snippet/localized").put("title", title);
        });
  }

  public SimVideo description(String description) {
    return edit(
        json -> {
          json.withObject("/snippet").put("description", description);
          json.withObject("/snippet/localized").put("description", description);
        });
  }

  /**
   * Sets the duration.
   *
   * @param iso such as {@code PT15M33S}; {@code null} leaves the field out
   */
  public SimVideo duration(String iso) {
    return edit(
        json -> {
          ObjectNode details = json.withObject("/contentDetails");
          details.remove("duration");
          if (iso != null) {
            details.put("duration", iso);
          }
        });
  }

  /** Without any, the field is left out, as YouTube does. */
  public SimVideo tags(String... tags) {
    return edit(
        json -> {
          ObjectNode snippet = json.withObject("/snippet");
          snippet.remove("tags");
          if (tags.length > 0) {
            ArrayNode array = snippet.putArray("tags");
            List.of(tags).forEach(array::add);
          }
        });
  }

  public SimVideo likes(long count) {
    return statistic("likeCount", Long.toString(count));
  }

  public SimVideo withoutLikes() {
    return statistic("likeCount", null);
  }

  public SimVideo views(long count) {
    return statistic("viewCount", Long.toString(count));
  }

  public SimVideo withoutViews() {
    return statistic("viewCount", null);
  }

  /** Leaves only the named sizes: default, medium, high, standard, maxres, fhd, qhd, uhd. */
  public SimVideo thumbnails(String... sizes) {
    return edit(json -> Thumbnails.put(json.withObject("/snippet"), id, List.of(sizes)));
  }

  public SimVideo publishedAt(Instant at) {
    publishedAt = at.truncatedTo(ChronoUnit.SECONDS);
    return this;
  }

  /** Stays in the lists it is in, as {@code Private video}; {@code videos.list} leaves it out. */
  public SimVideo makePrivate() {
    visibility = Visibility.PRIVATE;
    return this;
  }

  /** Stays in the lists it is in, as {@code Deleted video}; {@code videos.list} leaves it out. */
  public SimVideo delete() {
    visibility = Visibility.DELETED;
    return this;
  }

  /** Leaves the uploads list, but not other playlists, and everyone gets it by id. */
  public SimVideo makeUnlisted() {
    visibility = Visibility.UNLISTED;
    channel.uploadsPlaylist().remove(this);
    return this;
  }

  /** Public again; back in the uploads list where it is not. */
  public SimVideo makePublic() {
    visibility = Visibility.PUBLIC;
    SimPlaylist uploads = channel.uploadsPlaylist();
    if (!uploads.videos().contains(this)) {
      uploads.insert(0, this);
    }
    return this;
  }

  /** Gone from the API and from every list: what follows it moves one place up. */
  public void remove() {
    visibility = Visibility.DELETED;
    channel.uploadsPlaylist().remove(this);
    channel.world().playlists().forEach(list -> list.remove(this));
    channel.world().forget(this);
  }

  public SimVideo shortVideo() {
    kind = Kind.SHORT;
    return duration("PT42S");
  }

  /** A stream that runs now. */
  public SimVideo live() {
    kind = Kind.STREAM;
    return duration("P0D").edit(json -> LiveStates.running(json, publishedAt));
  }

  /** A stream to come: no duration yet. */
  public SimVideo upcoming(Instant start) {
    kind = Kind.STREAM;
    return duration("P0D").edit(json -> LiveStates.scheduled(json, start));
  }

  /** A premiere to come: a finished video that has its duration already. */
  public SimVideo premiere(Instant start) {
    return duration("PT12M7S").edit(json -> LiveStates.scheduled(json, start));
  }

  /** A premiere that is over: an ordinary video that keeps its streaming details. */
  public SimVideo premiered(Instant start) {
    return edit(json -> LiveStates.ended(json, start, Duration.ofMinutes(12)));
  }

  /** A stream that has ended: an ordinary video that keeps its streaming details. */
  public SimVideo streamed(Duration length) {
    kind = Kind.STREAM;
    return duration(LiveStates.iso(length))
        .edit(json -> LiveStates.ended(json, publishedAt, length));
  }

  long seed() {
    return seed;
  }

  boolean isPlain() {
    return plain;
  }

  boolean isVisibleTo(SimChannel viewer) {
    boolean owned = channel.equals(viewer) && visibility == Visibility.PRIVATE;
    return isAvailable() || (owned && !channel.isTerminated());
  }

  private SimVideo statistic(String name, String value) {
    return edit(
        json -> {
          ObjectNode statistics = json.withObject("/statistics");
          statistics.remove(name);
          if (value != null) {
            statistics.put(name, value);
          }
        });
  }
}
