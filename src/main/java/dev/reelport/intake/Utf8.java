package dev.reelport.intake;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8, because parsers guess (UTF-16, UTF-32) and encoders replace. */
final class Utf8 {

  private Utf8() {}

  /**
   * The same bytes.
   *
   * @throws PoisonException if they are not UTF-8
   */
  static byte[] checked(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return bytes;
    } catch (CharacterCodingException e) {
      throw new PoisonException(DeadLetterReason.INVALID_JSON, "The value is not UTF-8.");
    }
  }

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
