package dev.reelport.testing.youtube;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Page tokens of the shape seen since 2022: a message that holds {@code PT:} and a message that
 * holds the offset, such as {@code EAAaBlBUOkNBbw} for 10. They know nothing of the list, so a list
 * that moves between two pages shows items twice or not at all, as at YouTube.
 */
final class PageToken {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final byte DIRECTION_FIELD = 0x10;
  private static final byte TEXT_FIELD = 0x1a;
  private static final byte OFFSET_FIELD = 0x08;
  private static final String MARK = "PT:";

  private PageToken() {}

  static String next(int offset) {
    return encode(0, offset);
  }

  static String previous(int offset) {
    return encode(1, offset);
  }

  static int offset(String token) {
    try {
      byte[] outer = Base64.getUrlDecoder().decode(token);
      String text = new String(outer, 4, outer.length - 4, StandardCharsets.UTF_8);
      if (outer[0] != DIRECTION_FIELD || outer[2] != TEXT_FIELD || !text.startsWith(MARK)) {
        throw new Refusal(ApiErrors.invalidPageToken());
      }
      return varint(Base64.getUrlDecoder().decode(text.substring(MARK.length())));
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      throw new Refusal(ApiErrors.invalidPageToken());
    }
  }

  private static String encode(int direction, int offset) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.write(OFFSET_FIELD);
    int rest = offset;
    while (rest > 0x7f) {
      inner.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    inner.write(rest);
    byte[] text =
        (MARK + ENCODER.encodeToString(inner.toByteArray())).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream outer = new ByteArrayOutputStream();
    outer.write(DIRECTION_FIELD);
    outer.write(direction);
    outer.write(TEXT_FIELD);
    outer.write(text.length);
    outer.writeBytes(text);
    return ENCODER.encodeToString(outer.toByteArray());
  }

  private static int varint(byte[] message) {
    int value = 0;
    for (int i = 1; i < message.length; i++) {
      value |= (message[i] & 0x7f) << (7 * (i - 1));
    }
    return value;
  }
}
