package dev.reelport.api;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses of YouTube's feeds, as feed readers keep them. */
final class FeedAddress {

  private static final Pattern FEED =
      Pattern.compile(
          "\\s*(?:https?://)?(?:www\\.)?youtube\\.com/(?:xml/)?feeds/videos\\.xml\\?([^#]*).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** What a parameter's value has to be put behind to be a target. */
  private static final Map<String, String> PARAMETERS =
      Map.of("channel_id", "", "playlist_id", "", "user", "https://www.youtube.com/user/");

  private FeedAddress() {}

  /** The channel or playlist a feed is of; whatever is no such feed stays as it is. */
  static String target(String address) {
    Matcher feed = FEED.matcher(address);
    return feed.matches() ? named(feed.group(1)).orElse(address) : address;
  }

  private static Optional<String> named(String query) {
    return Stream.of(query.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2 && PARAMETERS.containsKey(pair[0]))
        .map(pair -> PARAMETERS.get(pair[0]) + pair[1].strip())
        .findFirst();
  }
}
