package dev.reelport.sources;

import dev.reelport.platform.AnswerLimit;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

/**
 * Decompresses feeds, and stops reading them, and what the hub says, beyond {@link #BYTES}. Found
 * by the service loader, hence public and registered for reflection.
 */
@RegisterForReflection
public final class FeedLimit implements RestClientListener {

  /** The largest accepted body: fifteen videos with descriptions of 5,000 characters, and room. */
  static final int BYTES = 1024 * 1024;

  @Override
  public void onNewClient(Class<?> serviceInterface, RestClientBuilder builder) {
    if (serviceInterface == FeedApi.class || serviceInterface == HubApi.class) {
      VertxRequestCustomizingClientBuilder<?> client =
          (VertxRequestCustomizingClientBuilder<?>) builder;
      client.httpClientOptionsCustomizer(options -> options.setDecompressionSupported(true));
      client.httpClientRequestCustomizer(new AnswerLimit(BYTES));
    }
  }
}
