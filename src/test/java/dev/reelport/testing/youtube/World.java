package dev.reelport.testing.youtube;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All channels, videos and playlists there are. Everything follows from seeds, may be changed while
 * requests are served, and is made when first named. Without any set-up it holds {@code
 * @reelport-sample} and, for every N up to 50,000, a channel {@code @demo-N} of N uploads.
 */
public final class World {

  private static final Pattern DEMO_HANDLE = Pattern.compile("@demo-([0-9]{1,5})");
  private static final Pattern DEMO_ID = Pattern.compile("U[CU]demo-([0-9]{6})_reelport_A");
  private static final int DEMO_UPLOADS = 50_000;

  private final long seed;
  private final Map<String, SimChannel> channels = new ConcurrentHashMap<>();
  private final Map<String, SimVideo> videos = new ConcurrentHashMap<>();
  private final Map<String, SimPlaylist> playlists = new ConcurrentHashMap<>();
  private final Map<String, SimChannel> handles = new ConcurrentHashMap<>();
  private final Map<String, SimChannel> usernames = new ConcurrentHashMap<>();

  World(long seed) {
    this.seed = seed;
    SampleChannel.addTo(this);
  }

  /**
   * The channel of that name, made without uploads if it is new.
   *
   * @param name a channel id, or any text to make one from
   */
  public SimChannel channel(String name) {
    String id = Ids.isChannel(name) ? name : Ids.channel(Ids.seed(seed, Ids.seed(name)));
    return channels.computeIfAbsent(id, absent -> new SimChannel(this, absent));
  }

  /** The channel of that id, if there is one. */
  public Optional<SimChannel> channelById(String id) {
    Matcher demo = DEMO_ID.matcher(id);
    if (demo.matches()) {
      return demo(Integer.parseInt(demo.group(1)));
    }
    return Optional.ofNullable(channels.get(id));
  }

  /** The channel of that handle, with or without {@code @}, in any case. */
  public Optional<SimChannel> channelByHandle(String handle) {
    String key = handleKey(handle);
    Matcher demo = DEMO_HANDLE.matcher(key);
    return demo.matches()
        ? demo(Integer.parseInt(demo.group(1)))
        : Optional.ofNullable(handles.get(key));
  }

  /** The channel of that legacy user name, in any case. */
  public Optional<SimChannel> channelByUsername(String username) {
    return Optional.ofNullable(usernames.get(username.toLowerCase(Locale.ROOT)));
  }

  /** The video of that id, whatever its state, if there is one. */
  public Optional<SimVideo> video(String id) {
    return Optional.ofNullable(videos.get(id));
  }

  /** The playlist of that id: an ordinary one, or an uploads list (UU, UULF, UUSH, UULV). */
  public Optional<SimPlaylist> playlist(String id) {
    if (id.length() == 24 && id.startsWith("UU")) {
      return channelById("UC" + id.substring(2)).map(SimChannel::uploadsPlaylist);
    }
    if (id.length() == 26 && id.startsWith("UU")) {
      return channelById("UC" + id.substring(4)).flatMap(channel -> channel.uploadsOfKind(id));
    }
    return Optional.ofNullable(playlists.get(id));
  }

  long seed() {
    return seed;
  }

  SimPlaylist playlist(SimChannel owner, String name) {
    String id = Ids.isPlaylist(name) ? name : Ids.playlist(Ids.seed(owner.seed(), Ids.seed(name)));
    return playlists.computeIfAbsent(id, absent -> new SimPlaylist(absent, owner));
  }

  Iterable<SimPlaylist> playlists() {
    return playlists.values();
  }

  void register(SimVideo video) {
    videos.put(video.id(), video);
  }

  void forget(SimVideo video) {
    videos.remove(video.id());
  }

  void handle(SimChannel channel, String old, String handle) {
    handles.remove(handleKey(old), channel);
    handles.put(handleKey(handle), channel);
  }

  void username(SimChannel channel, String username) {
    usernames.put(username.toLowerCase(Locale.ROOT), channel);
  }

  private Optional<SimChannel> demo(int uploads) {
    if (uploads > DEMO_UPLOADS) {
      return Optional.empty();
    }
    String id = String.format(Locale.ROOT, "UCdemo-%06d_reelport_A", uploads);
    return Optional.of(
        channels.computeIfAbsent(
            id,
            absent ->
                new SimChannel(this, absent)
                    .handle("@demo-" + uploads)
                    .title("Demo channel of " + uploads)
                    .uploads(uploads)));
  }

  private static String handleKey(String handle) {
    String lower = handle.toLowerCase(Locale.ROOT);
    return lower.startsWith("@") ? lower : "@" + lower;
  }
}
