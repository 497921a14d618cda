package dev.reelport.connections;

import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.Secret;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the operator set, checked at the start: a service with a bad setting does not start. */
@Startup
@ApplicationScoped
class Setup {

  private static final FieldLogger LOG = FieldLogger.of(Setup.class);

  private final List<String> missing;
  private final Optional<URI> publicUrl;
  private final Optional<TokenKeys> keys;
  private final Optional<Client> client;

  /** Who we are at Google. */
  record Client(String id, Secret secret) {}

  Setup(ConnectionsConfig config) {
    publicUrl = config.publicUrl().map(Setup::address);
    keys = config.encryptionKeys().map(TokenKeys::parse);
    client =
        config
            .clientId()
            .flatMap(id -> config.clientSecret().map(secret -> new Client(id, new Secret(secret))));
    missing =
        Stream.of(
                unless(publicUrl, "PUBLIC_URL"),
                unless(config.clientId(), "GOOGLE_CLIENT_ID"),
                unless(config.clientSecret(), "GOOGLE_CLIENT_SECRET"),
                unless(keys, "TOKEN_ENCRYPTION_KEYS"))
            .flatMap(Optional::stream)
            .toList();
    if (!missing.isEmpty() && config.clientId().isPresent()) {
      LOG.warn("connections switched off", "missing", String.join(", ", missing));
    }
  }

  /**
   * Our address as browsers see it, without a slash at the end.
   *
   * @throws ConnectionsOffException if anything needed to connect is missing; so do the others
   */
  URI publicUrl() {
    return require(publicUrl);
  }

  /** Who we are at Google. */
  Client client() {
    return require(client);
  }

  /** What tokens are encrypted with. */
  TokenKeys keys() {
    return require(keys);
  }

  /** What tokens are encrypted with, also where nobody can connect any more; empty if not set. */
  Optional<TokenKeys> keysIfSet() {
    return keys;
  }

  private <T> T require(Optional<T> part) {
    if (!missing.isEmpty()) {
      throw new ConnectionsOffException(
          "Connecting a YouTube channel is switched off here. The operator has to set "
              + String.join(", ", missing)
              + ".");
    }
    return part.orElseThrow();
  }

  private static Optional<String> unless(Optional<?> set, String name) {
    return set.isPresent() ? Optional.empty() : Optional.of(name);
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text.strip().replaceFirst("/+$", ""));
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      boolean plain =
          uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getUserInfo() == null;
      if (web && uri.getHost() != null && plain) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Falls through.
    }
    throw new IllegalArgumentException(
        "PUBLIC_URL must be an address such as https://reelport.example, without ? and #");
  }
}
