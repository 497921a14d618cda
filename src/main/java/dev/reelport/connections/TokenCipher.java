package dev.reelport.connections;

import dev.reelport.platform.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Makes tokens unreadable at rest: AES-256-GCM by the JDK, a random 96-bit nonce each time (NIST SP
 * 800-38D allows 2^32 of them a key, see README on rotation), authenticated with what the token
 * belongs to. A stored value is {@code v1.<key id>.<Base64url of nonce, ciphertext and tag>}.
 */
final class TokenCipher {

  private static final String VERSION = "v1";
  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final TokenKeys keys;
  // No constant: a native executable would carry the seed it was built with.
  private final SecureRandom random = new SecureRandom();

  TokenCipher(TokenKeys keys) {
    this.keys = keys;
  }

  /** The value to store, by the current key. */
  String encrypt(Secret token, TokenBinding binding) {
    TokenKeys.Key key = keys.current();
    String header = VERSION + "." + key.id();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] plain = token.reveal().getBytes(StandardCharsets.UTF_8);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, binding.authenticated(header));
      ByteBuffer sealed = ByteBuffer.allocate(NONCE_BYTES + cipher.getOutputSize(plain.length));
      sealed.put(nonce).put(cipher.doFinal(plain));
      return header + "." + encoded(sealed.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /**
   * The token behind a stored value.
   *
   * @throws UnreadableTokenException if it was changed, belongs elsewhere, or its key is not set
   */
  Secret decrypt(String stored, TokenBinding binding) {
    String[] parts = stored.split("\\.", -1);
    if (parts.length != 3 || !parts[0].equals(VERSION)) {
      throw new UnreadableTokenException("A stored token has an unknown form");
    }
    TokenKeys.Key key =
        keys.find(parts[1])
            .orElseThrow(
                () -> new UnreadableTokenException("The key of a stored token is not set"));
    byte[] sealed = decoded(parts[2]);
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer.wrap(sealed).get(nonce);
    try {
      byte[] authenticated = binding.authenticated(parts[0] + "." + parts[1]);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, authenticated);
      byte[] plain = cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return new Secret(new String(plain, StandardCharsets.UTF_8));
    } catch (AEADBadTagException e) {
      throw new UnreadableTokenException("A stored token was changed or belongs elsewhere");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** The ids of the keys that decrypt and no longer encrypt. */
  List<String> olderKeys() {
    return keys.all().stream().skip(1).map(TokenKeys.Key::id).toList();
  }

  private static Cipher cipher(int mode, TokenKeys.Key key, byte[] nonce, byte[] authenticated)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(authenticated);
    return cipher;
  }

  private static byte[] decoded(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      // Base64 has several spellings of the same bytes; only ours was stored.
      if (bytes.length >= NONCE_BYTES + TAG_BITS / Byte.SIZE && encoded(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Falls through: its message quotes the value.
    }
    throw new UnreadableTokenException("A stored token has an unknown form");
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
