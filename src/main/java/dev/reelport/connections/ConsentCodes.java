package dev.reelport.connections;

import dev.reelport.platform.Secret;
import dev.reelport.platform.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks the {@code state} that comes back with a consent, and the PKCE pair (RFC 7636)
 * of it. The state is signed (HMAC-SHA256) and says which consent it is, until when it is good,
 * and, as a keyed hash, whose it is. The verifier is derived from the consent's id, so that none is
 * stored. Both keys are derived from the token keys, each by a label of its own.
 */
final class ConsentCodes {

  private static final String HMAC = "HmacSHA256";
  private static final int MAC_BYTES = 32;
  private static final int OWNER_BYTES = 16;
  private static final int SIGNED_BYTES = Long.BYTES * 3 + OWNER_BYTES;
  private static final int STATE_BYTES = SIGNED_BYTES + MAC_BYTES;

  private final TokenKeys keys;

  ConsentCodes(TokenKeys keys) {
    this.keys = keys;
  }

  /** A state whose signature is good. */
  static final class Presented {

    private final UUID id;
    private final byte[] owner;
    private final SecretKey key;

    private Presented(UUID id, byte[] owner, SecretKey key) {
      this.id = id;
      this.owner = owner;
      this.key = key;
    }

    /** Which consent it is. */
    UUID id() {
      return id;
    }

    /** Whether it was made for this user. */
    boolean isOf(UserId user) {
      return MessageDigest.isEqual(owner, ownerTag(key, id, user));
    }

    /** The PKCE verifier of the consent. */
    Secret verifier() {
      return ConsentCodes.verifier(key, id);
    }
  }

  /** The state of a new consent. */
  String state(UUID id, UserId user, Instant expiresAt) {
    SecretKey key = keys.current().secret();
    byte[] signed =
        ByteBuffer.allocate(SIGNED_BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .putLong(expiresAt.toEpochMilli())
            .put(ownerTag(key, id, user))
            .array();
    return encoded(
        ByteBuffer.allocate(STATE_BYTES).put(signed).put(signature(key, signed)).array());
  }

  /** The PKCE challenge (S256) of a new consent. */
  String challenge(UUID id) {
    String verifier = verifier(keys.current().secret(), id).reveal();
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return encoded(sha256.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The state as one of ours; empty if it was not signed by us, or its time is over. */
  Optional<Presented> read(String state, Instant now) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(state);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != STATE_BYTES || !encoded(bytes).equals(state)) {
      return Optional.empty();
    }
    byte[] signed = Arrays.copyOf(bytes, SIGNED_BYTES);
    byte[] signature = Arrays.copyOfRange(bytes, SIGNED_BYTES, STATE_BYTES);
    return keys.all().stream()
        .map(TokenKeys.Key::secret)
        .filter(key -> MessageDigest.isEqual(signature, signature(key, signed)))
        .findFirst()
        .flatMap(key -> presented(ByteBuffer.wrap(signed), key, now));
  }

  private static Optional<Presented> presented(ByteBuffer signed, SecretKey key, Instant now) {
    UUID id = new UUID(signed.getLong(), signed.getLong());
    boolean good = now.isBefore(Instant.ofEpochMilli(signed.getLong()));
    byte[] owner = new byte[OWNER_BYTES];
    signed.get(owner);
    return good ? Optional.of(new Presented(id, owner, key)) : Optional.empty();
  }

  private static byte[] signature(SecretKey key, byte[] signed) {
    return hmac(derived(key, "reelport oauth state v1"), signed);
  }

  private static byte[] ownerTag(SecretKey key, UUID id, UserId user) {
    String text = id + "|" + user.value();
    byte[] tag =
        hmac(derived(key, "reelport oauth owner v1"), text.getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(tag, OWNER_BYTES);
  }

  private static Secret verifier(SecretKey key, UUID id) {
    byte[] bytes = id.toString().getBytes(StandardCharsets.US_ASCII);
    return new Secret(encoded(hmac(derived(key, "reelport oauth pkce v1"), bytes)));
  }

  /** A key for one purpose: the one block of HKDF-Expand (RFC 5869) that 32 bytes take. */
  private static SecretKey derived(SecretKey key, String purpose) {
    byte[] info = (purpose + "\u0001").getBytes(StandardCharsets.US_ASCII);
    return new SecretKeySpec(hmac(key, info), HMAC);
  }

  private static byte[] hmac(SecretKey key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
