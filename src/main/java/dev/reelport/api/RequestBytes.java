package dev.reelport.api;

import dev.reelport.platform.StrictJson;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.RequestScoped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The body of the request, read and bounded before the resource runs. */
@RequestScoped
class RequestBytes {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Buffer body = Buffer.buffer();

  void are(Buffer read) {
    body = read;
  }

  /** The body as it came. */
  byte[] raw() {
    return body.getBytes();
  }

  /** The body as text, without a byte order mark; refuses what is not UTF-8. */
  String text() {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
      return text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw ProblemException.causedBy(e, ProblemCode.INVALID_REQUEST, "The body is not UTF-8.");
    }
  }

  /** The body as JSON of the type; refuses whatever does not belong there. */
  <T> T as(Class<T> type) {
    try {
      return StrictJson.read(body.getBytes(), type);
    } catch (StrictJson.InvalidJsonException e) {
      throw ProblemException.causedBy(e, ProblemCode.INVALID_REQUEST, e.getMessage());
    }
  }
}
