package dev.reelport.intake;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8, because encoders replace what they cannot write. */
final class Utf8 {

  private Utf8() {}

  /**
   * The text in UTF-8.
   *
   * @throws PoisonException if it has half a surrogate pair, which would silently become another
   *     text
   */
  static byte[] bytes(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new PoisonException(
          DeadLetterReason.INVALID_JSON, "The value has half a surrogate pair.");
    }
  }
}
