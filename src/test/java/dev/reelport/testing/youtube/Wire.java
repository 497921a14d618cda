package dev.reelport.testing.youtube;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Puts an answer on the wire, whole or with what goes wrong there. */
record Wire(Vertx vertx) {

  void send(HttpServerRequest request, Reply reply, boolean gzip, Optional<Fault> fault) {
    Fault struck = fault.orElse(null);
    if (struck instanceof Fault.Stalled) {
      return;
    }
    if (struck instanceof Fault.Reset) {
      reset(request);
      return;
    }
    Reply whole =
        struck instanceof Fault.TruncatedJson
            ? new Reply(
                reply.status(), reply.headers(), reply.body().slice(0, reply.body().length() / 2))
            : reply;
    HttpServerResponse response = request.response();
    Buffer body = head(response, whole, gzip);
    int middle = body.length() / 2;
    if (struck instanceof Fault.StalledBody) {
      response.write(body.slice(0, middle));
    } else if (struck instanceof Fault.CutBody) {
      response.write(body.slice(0, middle)).onComplete(written -> reset(request));
    } else if (struck instanceof Fault.SlowBody slow) {
      response.write(body.slice(0, middle));
      later(slow.delay(), response, () -> response.end(body.slice(middle, body.length())));
    } else if (struck instanceof Fault.Delayed delayed) {
      later(delayed.delay(), response, () -> response.end(body));
    } else {
      response.end(body);
    }
  }

  private static Buffer head(HttpServerResponse response, Reply reply, boolean gzip) {
    Buffer body = reply.body();
    response.setStatusCode(reply.status());
    reply.headers().forEach(response::putHeader);
    if (gzip && body.length() > 0) {
      body = compressed(body);
      response.putHeader("Content-Encoding", "gzip");
    }
    if (reply.status() != 304) {
      response.putHeader("Content-Length", Integer.toString(body.length()));
    }
    return body;
  }

  private void later(Duration delay, HttpServerResponse response, Runnable action) {
    vertx.setTimer(
        Math.max(1, delay.toMillis()),
        timer -> {
          if (!response.ended() && !response.closed()) {
            action.run();
          }
        });
  }

  /** Ends the connection with RST over HTTP/1.1, the stream with RST_STREAM over HTTP/2. */
  private static void reset(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset();
    } else {
      ConnectionBase connection = (ConnectionBase) request.connection();
      connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      connection.close();
    }
  }

  private static Buffer compressed(Buffer body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length() / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }
}
