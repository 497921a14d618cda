package dev.reelport.connections;

import dev.reelport.platform.AnswerLimit;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

/**
 * Stops reading an answer of Google's OAuth server beyond {@link #BYTES}. Found by the service
 * loader, hence public and registered for reflection.
 */
@RegisterForReflection
public final class OAuthBodyLimit implements RestClientListener {

  /** The largest accepted body; honest ones have a few hundred bytes. */
  static final int BYTES = 64 * 1024;

  @Override
  public void onNewClient(Class<?> serviceInterface, RestClientBuilder builder) {
    if (serviceInterface == OAuthApi.class) {
      ((VertxRequestCustomizingClientBuilder<?>) builder)
          .httpClientRequestCustomizer(new AnswerLimit(BYTES));
    }
  }
}
