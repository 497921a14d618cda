package dev.reelport.api;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start a service that could not tell one user from another. */
@ApplicationScoped
class SignInCheck {

  void check(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
      @ConfigProperty(name = "quarkus.oidc.public-key") Optional<String> publicKey,
      @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> issuer) {
    problem(publicKey, issuer)
        .ifPresent(
            text -> {
              throw new IllegalStateException(text);
            });
  }

  /** What is wrong with the settings, for whoever starts the service. */
  static Optional<String> problem(Optional<String> publicKey, Optional<String> issuer) {
    if (publicKey.isPresent() == issuer.isPresent()) {
      return Optional.of(
          "Set JWT_PUBLIC_KEY (a PEM public key) or OIDC_ISSUER (the URL of an OpenID Connect"
              + " issuer), and not both: without either no token can be checked.");
    }
    return Optional.empty();
  }
}
