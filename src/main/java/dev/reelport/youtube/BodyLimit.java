package dev.reelport.youtube;

import dev.reelport.platform.AnswerLimit;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

/**
 * Decompresses the answers of YouTube's, and stops reading one beyond {@link #BYTES} after that;
 * the REST client has no limit of its own (and its switch for decompression warns at every start of
 * Quarkus 3.33). Found by the service loader, hence public and registered for reflection.
 */
@RegisterForReflection
public final class BodyLimit implements RestClientListener {

  /** The largest accepted body: twenty times the largest honest one, 50 videos with long texts. */
  static final int BYTES = 4 * 1024 * 1024;

  @Override
  public void onNewClient(Class<?> serviceInterface, RestClientBuilder builder) {
    if (serviceInterface == YouTubeApi.class) {
      VertxRequestCustomizingClientBuilder<?> client =
          (VertxRequestCustomizingClientBuilder<?>) builder;
      client.httpClientOptionsCustomizer(options -> options.setDecompressionSupported(true));
      client.httpClientRequestCustomizer(new AnswerLimit(BYTES));
    }
  }
}
