package dev.reelport.youtube;

import java.util.regex.Pattern;

/**
 * A YouTube playlist id that the API can list: a user's list ({@code PL} and 32 characters or 16
 * hexadecimal digits), a channel's own ({@code UU}, {@code LL}, {@code FL} and 22), or an album
 * ({@code OLAK5uy_} and 33). Mixes ({@code RD…}) and watch lists are not lists the API knows.
 */
public record PlaylistId(String value) {

  private static final Pattern SHAPE =
      Pattern.compile(
          "PL(?:[A-Za-z0-9_-]{32}|[0-9A-Fa-f]{16})|(?:UU|LL|FL)[A-Za-z0-9_-]{22}"
              + "|OLAK5uy_[A-Za-z0-9_-]{33}");

  /**
   * @throws IllegalArgumentException if the value does not have the shape of a playlist id
   */
  public PlaylistId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a YouTube playlist id");
    }
  }

  /** Whether the text has the shape of a playlist id. */
  public static boolean isValid(String text) {
    return text != null && SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
