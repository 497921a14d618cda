package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A channel: its uploads, newest first, and what the API says of it. Safe to change any time. */
public final class SimChannel {

  private static final Instant NEWEST_UPLOAD = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration OLDEST_AGE = Duration.ofDays(12 * 365);

  private final World world;
  private final String id;
  private final SimPlaylist uploads;
  private final List<Consumer<ObjectNode>> edits = new CopyOnWriteArrayList<>();
  private volatile String title;
  private volatile String handle;
  private volatile boolean plain;
  private volatile boolean terminated;
  private volatile Optional<List<SimVideo>> frozen = Optional.empty();
  private int made;

  SimChannel(World world, String id) {
    this.world = world;
    this.id = id;
    this.uploads = new SimPlaylist("UU" + id.substring(2), this);
    this.title = Fiction.channelTitle(seed());
    this.handle = "@c" + id.substring(2, 12).replace('_', '.');
    world.handle(this, handle, handle);
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  /** With its {@code @}. */
  public String handle() {
    return handle;
  }

  /** The id of the list of its uploads. */
  public String uploadsId() {
    return uploads.id();
  }

  /** The list of its uploads, as {@code playlistItems.list} shows it. */
  public SimPlaylist uploadsPlaylist() {
    return uploads;
  }

  /** What the uploads list holds now, newest first, dead videos included. */
  public List<SimVideo> videos() {
    return uploads.videos();
  }

  /** The video at that place of the uploads list; 0 is the newest. */
  public SimVideo video(int position) {
    return uploads.videos().get(position);
  }

  /** Makes only ordinary videos from now on: ASCII titles, every field there, no surprises. */
  public SimChannel plain() {
    plain = true;
    return this;
  }

  /** Adds that many generated videos, the newest of them being of November 2026. */
  public synchronized SimChannel uploads(int count) {
    long step = Math.min(Duration.ofDays(3).toSeconds(), OLDEST_AGE.toSeconds() / (count + 1));
    SplittableRandom random = new SplittableRandom(Ids.seed(seed(), made));
    List<SimVideo> added = new ArrayList<>(count);
    for (int back = 0; back < count; back++) {
      long jitter = random.nextLong(Math.max(1, step / 2));
      added.add(make(NEWEST_UPLOAD.minusSeconds(back * step + jitter)));
    }
    uploads.addAll(added);
    return this;
  }

  /** Publishes one more video, newer than all others: it becomes the first of the list. */
  public synchronized SimVideo publish() {
    List<SimVideo> now = uploads.videos();
    Instant newest = now.isEmpty() ? NEWEST_UPLOAD : now.get(0).publishedAt();
    return publish(newest.plus(Duration.ofHours(1)));
  }

  /** Publishes one more video with that date: first of the list whatever the date. */
  public synchronized SimVideo publish(Instant at) {
    SimVideo video = make(at);
    uploads.insert(0, video);
    return video;
  }

  /** Publishes one more video with that date at that place of the list, behind newer ones. */
  public synchronized SimVideo publishLate(int position, Instant at) {
    SimVideo video = make(at);
    uploads.insert(position, video);
    return video;
  }

  /** From now on the feed shows what it shows now, whatever is published. */
  public SimChannel freezeFeed() {
    frozen = Optional.of(uploads.videos());
    return this;
  }

  /** The feed shows what there is again. */
  public SimChannel thawFeed() {
    frozen = Optional.empty();
    return this;
  }

  /** What the feed is made of. */
  List<SimVideo> inFeed() {
    return frozen.orElseGet(uploads::videos);
  }

  /** The ordinary playlist of that name (or id), made empty if it is new. */
  public SimPlaylist playlist(String name) {
    return world.playlist(this, name);
  }

  public SimChannel title(String newTitle) {
    title = newTitle;
    return this;
  }

  /**
   * Renames the channel.
   *
   * @param newHandle with its {@code @}
   */
  public SimChannel handle(String newHandle) {
    world.handle(this, handle, newHandle);
    handle = newHandle;
    return this;
  }

  /** Gives it a legacy user name, as {@code forUsername} looks for. */
  public SimChannel username(String username) {
    world.username(this, username);
    return this;
  }

  /** Takes the channel, its lists and its videos from the API. */
  public SimChannel terminated() {
    terminated = true;
    return this;
  }

  public boolean isTerminated() {
    return terminated;
  }

  /** Changes what {@code channels.list} says of it. */
  public SimChannel edit(Consumer<ObjectNode> change) {
    edits.add(change);
    return this;
  }

  /** The whole resource, as {@code channels.list} would answer it with every part. */
  public ObjectNode json() {
    ObjectNode json = ChannelFiction.describe(this);
    edits.forEach(edit -> edit.accept(json));
    return json;
  }

  long seed() {
    return Ids.seed(id);
  }

  boolean isPlain() {
    return plain;
  }

  World world() {
    return world;
  }

  /** The undocumented lists UULF (long), UUSH (shorts) and UULV (live); absent where empty. */
  Optional<SimPlaylist> uploadsOfKind(String listId) {
    List<SimVideo> matching =
        uploads.videos().stream()
            .filter(v -> v.kind().prefix.equals(listId.substring(0, 4)))
            .toList();
    if (matching.isEmpty()) {
      return Optional.empty();
    }
    SimPlaylist list = new SimPlaylist(listId, this);
    list.addAll(matching);
    return Optional.of(list);
  }

  private SimVideo make(Instant publishedAt) {
    SimVideo video = new SimVideo(this, Ids.seed(seed(), made++), publishedAt, plain);
    world.register(video);
    return video;
  }
}
