package dev.reelport.testing.youtube;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Ids of the shapes that YouTube's have, each a function of a seed. */
final class Ids {

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final Pattern CHANNEL = Pattern.compile("UC[A-Za-z0-9_-]{21}[AQgw]");
  private static final Pattern PLAYLIST = Pattern.compile("PL[A-Za-z0-9_-]{14,34}");

  private Ids() {}

  /** A well-mixed number from a text; equal texts give equal numbers on every machine. */
  static long seed(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return mix(hash);
  }

  /** A well-mixed number from two (the finisher of SplitMix64). */
  static long seed(long first, long second) {
    return mix(first + 0x9e3779b97f4a7c15L * (second + 1));
  }

  static String video(long seed) {
    return BASE64URL.encodeToString(bytes(mix(seed ^ 0x56)));
  }

  static String channel(long seed) {
    byte[] bytes =
        ByteBuffer.allocate(16).putLong(mix(seed ^ 0x55)).putLong(mix(seed ^ 0x4355)).array();
    return "UC" + BASE64URL.encodeToString(bytes);
  }

  static String playlist(long seed) {
    byte[] bytes = new byte[24];
    ByteBuffer.wrap(bytes).putLong(mix(seed ^ 1)).putLong(mix(seed ^ 2)).putLong(mix(seed ^ 3));
    return "PL" + BASE64URL.encodeToString(bytes);
  }

  /** The id of an entry of an uploads list, or of an ordinary one, as YouTube composes them. */
  static String playlistItem(String playlistId, String videoId, long seed) {
    String tail =
        playlistId.startsWith("UU")
            ? videoId
            : HexFormat.of().formatHex(bytes(seed)).toUpperCase(Locale.ROOT);
    return BASE64URL.encodeToString((playlistId + "." + tail).getBytes(StandardCharsets.UTF_8));
  }

  /** The playlist that an entry's id names, or an empty text. */
  static String playlistOfItem(String itemId) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(itemId), StandardCharsets.UTF_8);
      return text.contains(".") ? text.substring(0, text.lastIndexOf('.')) : "";
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  static boolean isChannel(String text) {
    return CHANNEL.matcher(text).matches();
  }

  static boolean isPlaylist(String text) {
    return PLAYLIST.matcher(text).matches();
  }

  private static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
