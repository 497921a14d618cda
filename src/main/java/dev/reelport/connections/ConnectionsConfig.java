package dev.reelport.connections;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How people connect their YouTube, and how their tokens are kept. */
@ConfigMapping(prefix = "reelport.connections")
public interface ConnectionsConfig {

  /** Our own address as browsers see it; without it nobody can come back from Google. */
  Optional<String> publicUrl();

  /** The OAuth client's id at Google. */
  Optional<String> clientId();

  /** The OAuth client's secret at Google. */
  Optional<String> clientSecret();

  /** What tokens are encrypted with, see {@link TokenKeys}. */
  Optional<String> encryptionKeys();

  /** Where people are sent to consent. */
  URI authorizationUrl();

  /** How long a person may take to consent. Longer leaves forgotten links good for longer. */
  @WithDefault("10m")
  Duration consentExpiry();

  /**
   * How long before its end an access token is renewed; half its life if that is less. Long enough
   * for whatever is begun with it to end.
   */
  @WithDefault("5m")
  Duration refreshBefore();

  /** How long a complete answer of Google's is awaited. */
  @WithDefault("5s")
  Duration deadline();

  /**
   * How long an instance may take to renew a token before another one tries. Longer than all its
   * tries together, or two instances would renew at once.
   */
  @WithDefault("30s")
  Duration lease();

  /** How long a caller waits while another instance renews the token. */
  @WithDefault("10s")
  Duration patience();

  /** How many tokens are brought under the current key in one transaction. */
  @WithDefault("100")
  int reencryptBatch();
}
