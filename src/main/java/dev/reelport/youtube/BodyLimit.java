package dev.reelport.youtube;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

/**
 * Decompresses the answers of YouTube's, and stops reading one beyond {@link #BYTES} after that;
 * the REST client has no limit of its own (and its switch for decompression warns at every start of
 * Quarkus 3.33). Only the one request is reset; on HTTP/2 its neighbours on the connection go on.
 * Found by the service loader, hence public and registered for reflection.
 */
@RegisterForReflection
public final class BodyLimit implements RestClientListener {

  /** The largest accepted body: twenty times the largest honest one, 50 videos with long texts. */
  static final int BYTES = 4 * 1024 * 1024;

  private static final long HTTP2_CANCEL = 8;

  @Override
  public void onNewClient(Class<?> serviceInterface, RestClientBuilder builder) {
    if (serviceInterface == YouTubeApi.class) {
      VertxRequestCustomizingClientBuilder<?> client =
          (VertxRequestCustomizingClientBuilder<?>) builder;
      client.httpClientOptionsCustomizer(options -> options.setDecompressionSupported(true));
      client.httpClientRequestCustomizer(BodyLimit::apply);
    }
  }

  private static void apply(HttpClientRequest request) {
    request.response().onSuccess(response -> response.handler(new Counter(response)));
  }

  /** The body is collected by the REST client; this only watches it pass. */
  private static final class Counter implements Handler<Buffer> {
    private final HttpClientResponse response;
    private long bytes;

    Counter(HttpClientResponse response) {
      this.response = response;
    }

    @Override
    public void handle(Buffer chunk) {
      bytes += chunk.length();
      if (bytes > BYTES) {
        response.request().reset(HTTP2_CANCEL, new Exceeded());
      }
    }
  }

  /** The cause of the reset. */
  static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    Exceeded() {
      super("The body is longer than " + BYTES + " bytes", null, false, false);
    }
  }
}
