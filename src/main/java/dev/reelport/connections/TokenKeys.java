package dev.reelport.connections;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys tokens are encrypted with, written as {@code id:key[,id:key...]}: an id of 1 to 32
 * letters, digits, {@code -} or {@code _}, and 32 random bytes in Base64. The first encrypts, all
 * decrypt.
 */
final class TokenKeys {

  /** Bytes of a key: AES-256. */
  static final int KEY_BYTES = 32;

  private static final String NAME = "TOKEN_ENCRYPTION_KEYS";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final List<Key> keys;

  private TokenKeys(List<Key> keys) {
    this.keys = keys;
  }

  /** A key and the name by which stored values say that they need it. */
  record Key(String id, SecretKey secret) {

    @Override
    public String toString() {
      return "the key " + id;
    }
  }

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException that says which entry is wrong and why, and repeats nothing
   */
  static TokenKeys parse(String setting) {
    String[] entries = setting.strip().split(",", -1);
    List<Key> keys =
        IntStream.range(0, entries.length).mapToObj(n -> key(entries[n].strip(), n + 1)).toList();
    if (keys.stream().map(Key::id).distinct().count() < keys.size()) {
      throw new IllegalArgumentException(NAME + " has two keys of the same id");
    }
    return new TokenKeys(keys);
  }

  /** The one that encrypts. */
  Key current() {
    return keys.get(0);
  }

  /** All of them, the current one first. */
  List<Key> all() {
    return keys;
  }

  /** The key a stored value names. */
  Optional<Key> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  @Override
  public String toString() {
    return keys.toString();
  }

  private static Key key(String entry, int number) {
    int colon = entry.indexOf(':');
    if (colon < 0) {
      throw wrong(number, "is not written as id:key");
    }
    String id = entry.substring(0, colon);
    if (!ID.matcher(id).matches()) {
      throw wrong(number, "needs an id of 1 to 32 letters, digits, - or _");
    }
    byte[] bytes = bytes(entry.substring(colon + 1), number);
    try {
      return new Key(id, new SecretKeySpec(bytes, "AES"));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static byte[] bytes(String base64, int number) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The cause is left out: its message quotes the key.
      throw wrong(number, "has a key that is not Base64");
    }
    if (bytes.length != KEY_BYTES) {
      throw wrong(
          number, "has a key that is not 32 bytes long (openssl rand -base64 32 makes one)");
    }
    return bytes;
  }

  private static IllegalArgumentException wrong(int number, String why) {
    return new IllegalArgumentException(NAME + ": entry " + number + " " + why);
  }
}
