package dev.reelport.connections;

import dev.reelport.platform.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Secrets that need not be stored, because they follow from the keys tokens are encrypted with:
 * HMAC-SHA256 of what they are for.
 */
@ApplicationScoped
public class DerivedSecrets {

  private static final String ALGORITHM = "HmacSHA256";

  private final Optional<TokenKeys> keys;

  @Inject
  DerivedSecrets(Setup setup) {
    this(setup.keysIfSet());
  }

  DerivedSecrets(Optional<TokenKeys> keys) {
    this.keys = keys;
  }

  /** The id of the key to derive new secrets from; empty if the operator set none. */
  public Optional<String> currentKey() {
    return keys.map(set -> set.current().id());
  }

  /**
   * The same secret each time.
   *
   * @param keyId which key it follows from; empty if that key is not set any more
   * @param purpose what it is for, so that no two uses share a secret
   * @param name which one of those, as public as you like
   */
  public Optional<Secret> derive(String keyId, String purpose, String name) {
    return keys.flatMap(set -> set.find(keyId)).map(key -> hmac(key.secret(), purpose, name));
  }

  private static Secret hmac(SecretKey key, String purpose, String name) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] text = (purpose + "\n" + name).getBytes(StandardCharsets.UTF_8);
      return new Secret(HexFormat.of().formatHex(mac.doFinal(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
