package dev.reelport.api;

import dev.reelport.platform.StrictJson;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.RequestScoped;

/** The body of the request, read and bounded before the resource runs. */
@RequestScoped
class RequestBytes {

  private Buffer body = Buffer.buffer();

  void are(Buffer read) {
    body = read;
  }

  /** The body as it came. */
  byte[] raw() {
    return body.getBytes();
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
