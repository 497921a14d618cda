package dev.reelport.api;

import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.RequestScoped;

/** The body of the request, read and bounded before the resource runs. */
@RequestScoped
class RequestBytes {

  private Buffer body = Buffer.buffer();

  void are(Buffer read) {
    body = read;
  }

  byte[] get() {
    return body.getBytes();
  }
}
