package dev.reelport.youtube;

import java.util.regex.Pattern;

/**
 * A YouTube channel id: {@code UC} and 22 characters, of which the last has only two significant
 * bits (source: ArchiveTeam's wiki on YouTube).
 */
public record ChannelId(String value) {

  private static final Pattern SHAPE = Pattern.compile("UC[A-Za-z0-9_-]{21}[AQgw]");

  /**
   * @throws IllegalArgumentException if the value does not have the shape of a channel id
   */
  public ChannelId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a YouTube channel id");
    }
  }

  /** Whether the text has the shape of a channel id. */
  public static boolean isValid(String text) {
    return text != null && SHAPE.matcher(text).matches();
  }

  /** The list of what the channel published. */
  public PlaylistId uploads() {
    return new PlaylistId("UU" + value.substring(2));
  }

  @Override
  public String toString() {
    return value;
  }
}
