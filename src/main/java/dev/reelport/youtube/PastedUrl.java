package dev.reelport.youtube;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An address on one of YouTube's own hosts, taken apart without ever being resolved or fetched. The
 * authority must be one of the known hosts letter by letter: no port, no user, no look-alike.
 *
 * @param shortHost whether it is {@code youtu.be}
 * @param path the segments, percent-decoded, without the empty ones at the end
 * @param query the raw query, empty if there is none
 */
record PastedUrl(boolean shortHost, List<String> path, String query) {

  private static final Set<String> SHORT_HOSTS = Set.of("youtu.be", "www.youtu.be");
  private static final Set<String> HOSTS =
      Set.of(
          "youtube.com",
          "www.youtube.com",
          "m.youtube.com",
          "music.youtube.com",
          "gaming.youtube.com",
          "youtube-nocookie.com",
          "www.youtube-nocookie.com");

  PastedUrl {
    path = List.copyOf(path);
  }

  /**
   * @throws InvalidTargetException if it is not an address on one of YouTube's hosts
   */
  static PastedUrl parse(String text) {
    String rest = withoutScheme(text);
    int end = indexOfAny(rest, "/?#");
    boolean shortHost = isShortHost(rest.substring(0, end));
    rest = rest.substring(end);
    int fragment = rest.indexOf('#');
    if (fragment >= 0) {
      rest = rest.substring(0, fragment);
    }
    int question = rest.indexOf('?');
    String path = question < 0 ? rest : rest.substring(0, question);
    String query = question < 0 ? "" : rest.substring(question + 1);
    return new PastedUrl(shortHost, segments(path), query);
  }

  private static String withoutScheme(String text) {
    String lower = text.substring(0, Math.min(8, text.length())).toLowerCase(Locale.ROOT);
    if (lower.startsWith("https://")) {
      return text.substring(8);
    }
    if (lower.startsWith("http://")) {
      return text.substring(7);
    }
    return text;
  }

  private static boolean isShortHost(String authority) {
    // Lower case is only safe on ASCII: the Kelvin sign becomes a k, and a look-alike YouTube.
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(authority)) {
      throw Refusal.foreign();
    }
    String host = authority.toLowerCase(Locale.ROOT);
    if (SHORT_HOSTS.contains(host)) {
      return true;
    }
    if (HOSTS.contains(host)) {
      return false;
    }
    throw Refusal.foreign();
  }

  private static List<String> segments(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    List<String> segments = new ArrayList<>();
    if (end > 0) {
      for (String raw : path.substring(1, end).split("/", -1)) {
        segments.add(decode(raw).orElseThrow(Refusal::unknown));
      }
    }
    return segments;
  }

  /** The first value of a query parameter, decoded. */
  Optional<String> parameter(String name) {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return decode(pair.substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }

  /** Percent-decoded as UTF-8; empty if that is not possible. */
  private static Optional<String> decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return Optional.of(raw);
    }
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.put(bytes[i]);
      } else if (i + 2 < bytes.length
          && HexFormat.isHexDigit(bytes[i + 1])
          && HexFormat.isHexDigit(bytes[i + 2])) {
        int high = HexFormat.fromHexDigit(bytes[i + 1]);
        decoded.put((byte) (high << 4 | HexFormat.fromHexDigit(bytes[i + 2])));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static int indexOfAny(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }
}
