package dev.reelport.youtube;

import java.util.regex.Pattern;

/**
 * A YouTube video id: 11 characters, of which the last has only four significant bits (source:
 * ArchiveTeam's wiki on YouTube).
 */
public record VideoId(String value) {

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]");

  /**
   * @throws IllegalArgumentException if the value does not have the shape of a video id
   */
  public VideoId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a YouTube video id");
    }
  }

  /** Whether the text has the shape of a video id. */
  public static boolean isValid(String text) {
    return text != null && SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
