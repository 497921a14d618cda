package dev.reelport.platform;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;

/**
 * Stops reading answers beyond a length, which the REST client has no setting for. Only the one
 * request is reset; on HTTP/2 its neighbours on the connection go on.
 */
public final class AnswerLimit implements Consumer<HttpClientRequest> {

  private static final long HTTP2_CANCEL = 8;

  private final int bytes;

  /** A limit of so many bytes a body, after decompression. */
  public AnswerLimit(int bytes) {
    this.bytes = bytes;
  }

  @Override
  public void accept(HttpClientRequest request) {
    request.response().onSuccess(response -> response.handler(new Counter(response)));
  }

  /** The cause of the reset. */
  public static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    Exceeded(int bytes) {
      super("The body is longer than " + bytes + " bytes", null, false, false);
    }
  }

  /** The body is collected by the REST client; this only watches it pass. */
  private final class Counter implements Handler<Buffer> {
    private final HttpClientResponse response;
    private long seen;

    Counter(HttpClientResponse response) {
      this.response = response;
    }

    @Override
    public void handle(Buffer chunk) {
      seen += chunk.length();
      if (seen > bytes) {
        response.request().reset(HTTP2_CANCEL, new Exceeded(bytes));
      }
    }
  }
}
