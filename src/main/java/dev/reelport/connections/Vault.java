package dev.reelport.connections;

import dev.reelport.platform.Secret;
import dev.reelport.platform.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Tokens on their way into rows and out of them. */
@ApplicationScoped
class Vault {

  private final Optional<TokenCipher> cipher;

  @Inject
  Vault(Setup setup) {
    this(setup.keysIfSet());
  }

  Vault(Optional<TokenKeys> keys) {
    cipher = keys.map(TokenCipher::new);
  }

  /** A connection's tokens. */
  record Tokens(Secret refresh, Secret access) {}

  /** The same as they are stored: always both at once, so both by the same key. */
  record Sealed(String refresh, String access) {}

  /** Encrypts the tokens of a connection by the current key. */
  Sealed seal(UserId user, ConnectionId id, Tokens tokens) {
    TokenCipher with = cipher();
    return new Sealed(
        with.encrypt(tokens.refresh(), refresh(user, id)),
        with.encrypt(tokens.access(), access(user, id)));
  }

  /**
   * The tokens of a connection.
   *
   * @throws UnreadableTokenException if none of the keys opens them
   */
  Tokens open(UserId user, ConnectionId id, Sealed sealed) {
    TokenCipher with = cipher();
    return new Tokens(
        with.decrypt(sealed.refresh(), refresh(user, id)),
        with.decrypt(sealed.access(), access(user, id)));
  }

  /** The ids of the keys whose tokens should be encrypted again. */
  List<String> olderKeys() {
    return cipher.map(TokenCipher::olderKeys).orElse(List.of());
  }

  private TokenCipher cipher() {
    return cipher.orElseThrow(
        () -> new UnreadableTokenException("The key of a stored token is not set"));
  }

  private static TokenBinding refresh(UserId user, ConnectionId id) {
    return new TokenBinding(user, id, TokenBinding.Kind.REFRESH);
  }

  private static TokenBinding access(UserId user, ConnectionId id) {
    return new TokenBinding(user, id, TokenBinding.Kind.ACCESS);
  }
}
