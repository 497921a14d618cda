package dev.reelport.sources;

import dev.reelport.connections.DerivedSecrets;
import dev.reelport.platform.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tokens of callback addresses, and what notifications are signed with. With a key set, the secret
 * is nowhere stored; without one the stored salt is the secret, which then opens no more than that
 * somebody who can read the database can also have us look at videos.
 */
@ApplicationScoped
class PushSecrets {

  private static final String PURPOSE = "websub";
  private static final int BYTES = 24;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{32}");

  private final DerivedSecrets derived;
  // No constant: a native executable would carry the seed it was built with.
  private final SecureRandom random = new SecureRandom();

  PushSecrets(DerivedSecrets derived) {
    this.derived = derived;
  }

  /** A new token or salt: 192 random bits. */
  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether it could be one of ours. */
  static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  /** The key new secrets follow from. */
  Optional<String> keyId() {
    return derived.currentKey();
  }

  /** What this subscription's notifications are signed with; empty if its key is not set. */
  Optional<Secret> of(Subscription subscription, Optional<String> keyId) {
    return keyId.isEmpty()
        ? Optional.of(new Secret(subscription.salt()))
        : derived.derive(keyId.get(), PURPOSE, subscription.salt());
  }
}
