package dev.reelport.youtube;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads whatever a person pastes into a {@link Target}, without asking YouTube. An address is taken
 * apart to an id or a name and never fetched. {@code watch?v=…&list=…} means the video. An embedded
 * live stream ({@code /embed/live_stream?channel=…}) is refused: it names no video, and whoever
 * pastes it hardly means the whole channel.
 */
public final class TargetParser {

  /** Longest accepted text, in UTF-16 units. */
  public static final int MAX_LENGTH = 2048;

  private static final Pattern FORBIDDEN = Pattern.compile("[\\p{C}\\p{Z}\\\\<>\"{}|^`]");

  /** Handles: 3–30 letters, digits and {@code _-.·} of any script (YouTube's help on handles). */
  private static final Pattern HANDLE =
      Pattern.compile("(?=.*[\\p{L}\\p{N}])[\\p{L}\\p{M}\\p{N}_.·-]{3,30}");

  private static final Pattern NAME =
      Pattern.compile("(?=.*[\\p{L}\\p{N}])[\\p{L}\\p{M}\\p{N}_.·-]{1,100}");
  private static final Pattern TAB = Pattern.compile("[A-Za-z]{1,20}");
  private static final Pattern PERSONAL_LIST = Pattern.compile("RD[A-Za-z0-9_-]+|WL|HL|LL|LM");

  /** First path segments that are pages of YouTube and no names of channels. */
  private static final Set<String> PAGES =
      Set.of(
          "about",
          "account",
          "ads",
          "browse",
          "channels",
          "creators",
          "feed",
          "feeds",
          "gaming",
          "hashtag",
          "index",
          "kids",
          "live_chat",
          "login",
          "logout",
          "movies",
          "music",
          "news",
          "paid_memberships",
          "playables",
          "post",
          "premium",
          "results",
          "search",
          "select_site",
          "shopping",
          "signin",
          "sports",
          "t",
          "trending",
          "tv",
          "upload",
          "youtubei");

  private TargetParser() {}

  /**
   * Reads a pasted text.
   *
   * @throws InvalidTargetException if it names no video, channel or playlist of YouTube
   */
  public static Target parse(String text) {
    if (text == null) {
      throw Refusal.empty();
    }
    if (text.length() > MAX_LENGTH) {
      throw Refusal.tooLong();
    }
    String pasted = trim(text);
    if (pasted.isEmpty()) {
      throw Refusal.empty();
    }
    return bare(pasted).orElseGet(() -> address(pasted, true));
  }

  private static Optional<Target> bare(String pasted) {
    if (VideoId.isValid(pasted)) {
      return Optional.of(video(pasted));
    }
    if (ChannelId.isValid(pasted)) {
      return Optional.of(new Target.Channel(new ChannelRef.ById(new ChannelId(pasted))));
    }
    if (PlaylistId.isValid(pasted) || PERSONAL_LIST.matcher(pasted).matches()) {
      return Optional.of(playlist(Optional.of(pasted)));
    }
    return Optional.empty();
  }

  /** Redirects carry another address inside; one level of that is followed. */
  private static Target address(String pasted, boolean nested) {
    if (FORBIDDEN.matcher(pasted).find()) {
      throw Refusal.characters();
    }
    PastedUrl url = PastedUrl.parse(pasted.startsWith("@") ? "youtube.com/" + pasted : pasted);
    List<String> path = url.path();
    if (url.shortHost()) {
      return video(only(path, 0));
    }
    return switch (first(path)) {
      case "" -> throw Refusal.unknown();
      case "watch" -> watch(url);
      case "playlist" -> playlist(url.parameter("list"));
      case "embed" -> embed(url);
      case "shorts", "live", "v", "e" -> video(only(path, 1));
      case "channel" -> channelById(path);
      case "user" -> channel(new ChannelRef.ByUsername(name(path, 1)));
      case "c" -> channel(new ChannelRef.ByCustomName(name(path, 1)));
      case "clip" -> throw Refusal.clip();
      case "attribution_link" -> inside(url.parameter("u").map(TargetParser::onYouTube), nested);
      case "redirect" -> inside(url.parameter("q"), nested);
      case "oembed" -> inside(url.parameter("url"), nested);
      default -> handleOrName(path);
    };
  }

  /** The first segment, by which YouTube tells its kinds of pages apart; empty if there is none. */
  private static String first(List<String> path) {
    return path.isEmpty() ? "" : path.get(0).toLowerCase(Locale.ROOT);
  }

  private static Target watch(PastedUrl url) {
    if (url.path().size() > 1) {
      return video(only(url.path(), 1));
    }
    Optional<String> id = url.parameter("v");
    return id.isEmpty() && url.parameter("list").isPresent()
        ? playlist(url.parameter("list"))
        : video(id.orElse(""));
  }

  private static Target embed(PastedUrl url) {
    String id = only(url.path(), 1);
    return switch (id) {
      case "videoseries" -> playlist(url.parameter("list"));
      case "live_stream" -> throw Refusal.liveEmbed();
      default -> video(id);
    };
  }

  private static Target handleOrName(List<String> path) {
    String first = path.get(0);
    if (first.startsWith("@")) {
      requireTabAtMost(path, 1);
      String handle = normal(first.substring(1));
      if (!HANDLE.matcher(handle).matches()) {
        throw Refusal.channel();
      }
      return channel(new ChannelRef.ByHandle(handle));
    }
    if (PAGES.contains(first(path))) {
      throw Refusal.unknown();
    }
    return channel(new ChannelRef.ByCustomName(name(path, 0)));
  }

  private static Target channelById(List<String> path) {
    requireTabAtMost(path, 2);
    if (path.size() < 2 || !ChannelId.isValid(path.get(1))) {
      throw Refusal.channel();
    }
    return channel(new ChannelRef.ById(new ChannelId(path.get(1))));
  }

  private static String name(List<String> path, int index) {
    requireTabAtMost(path, index + 1);
    String name = path.size() > index ? normal(path.get(index)) : "";
    if (!NAME.matcher(name).matches()) {
      throw Refusal.channel();
    }
    return name;
  }

  private static void requireTabAtMost(List<String> path, int index) {
    if (path.size() > index + 1
        || (path.size() == index + 1 && !TAB.matcher(path.get(index)).matches())) {
      throw Refusal.unknown();
    }
  }

  private static Target inside(Optional<String> address, boolean nested) {
    if (!nested) {
      throw Refusal.unknown();
    }
    return address(address.orElseThrow(Refusal::unknown), false);
  }

  private static String onYouTube(String path) {
    if (!path.startsWith("/")) {
      throw Refusal.unknown();
    }
    return "youtube.com" + path;
  }

  /** The segment at the index, which must be the last one. */
  private static String only(List<String> path, int index) {
    if (path.size() != index + 1) {
      throw Refusal.videoId();
    }
    String segment = path.get(index);
    int ampersand = segment.indexOf('&'); // "/v/ID&hl=en" and "youtu.be/ID&t=10" are often pasted
    return ampersand < 0 ? segment : segment.substring(0, ampersand);
  }

  private static Target video(String id) {
    if (!VideoId.isValid(id)) {
      throw Refusal.videoId();
    }
    return new Target.Video(new VideoId(id));
  }

  private static Target playlist(Optional<String> id) {
    if (id.filter(PlaylistId::isValid).isPresent()) {
      return new Target.Playlist(new PlaylistId(id.get()));
    }
    if (id.filter(text -> PERSONAL_LIST.matcher(text).matches()).isPresent()) {
      throw Refusal.personalList();
    }
    throw Refusal.playlistId();
  }

  private static Target channel(ChannelRef ref) {
    return new Target.Channel(ref);
  }

  private static String normal(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** Also takes away what copying from a page leaves: no-break and zero-width spaces. */
  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return Character.isSpaceChar(c) || "\t\n\r\u200B\uFEFF".indexOf(c) >= 0;
  }
}
