package dev.reelport.connections;

import dev.reelport.platform.UserId;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;

/** Keys and bindings for tests. */
final class Keys {

  static final UserId ANN = new UserId("ann");
  static final ConnectionId CONNECTION = new ConnectionId(UUID.randomUUID());

  private Keys() {}

  /** The setting with a key for each id; the same id always has the same key. */
  static String setting(String... ids) {
    return Arrays.stream(ids).map(id -> id + ":" + base64(id)).collect(Collectors.joining(","));
  }

  static String base64(String id) {
    byte[] key = new byte[TokenKeys.KEY_BYTES];
    Arrays.fill(key, (byte) id.hashCode());
    return Base64.getEncoder().encodeToString(key);
  }

  static TokenKeys of(String... ids) {
    return TokenKeys.parse(setting(ids));
  }

  static TokenBinding refreshOf(UserId user, ConnectionId connection) {
    return new TokenBinding(user, connection, TokenBinding.Kind.REFRESH);
  }
}
