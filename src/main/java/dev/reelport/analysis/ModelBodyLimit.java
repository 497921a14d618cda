package dev.reelport.analysis;

import dev.reelport.platform.AnswerLimit;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

/**
 * Stops reading an answer of the language model beyond {@link #BYTES}. Found by the service loader,
 * hence public and registered for reflection.
 */
@RegisterForReflection
public final class ModelBodyLimit implements RestClientListener {

  /** The largest accepted body; honest ones have a few kilobytes. */
  static final int BYTES = 256 * 1024;

  @Override
  public void onNewClient(Class<?> serviceInterface, RestClientBuilder builder) {
    if (serviceInterface == ModelApi.class) {
      ((VertxRequestCustomizingClientBuilder<?>) builder)
          .httpClientRequestCustomizer(new AnswerLimit(BYTES));
    }
  }
}
