package dev.reelport.connections;

import dev.reelport.platform.UserId;
import java.nio.charset.StandardCharsets;

/** What an encrypted token belongs to: anywhere else it cannot be read. */
record TokenBinding(UserId user, ConnectionId connection, Kind kind) {

  /** Which of a connection's tokens it is. */
  enum Kind {
    ACCESS,
    REFRESH
  }

  /**
   * What is authenticated with the token. Unambiguous, because only the user's id, which comes
   * last, is free in its form.
   *
   * @param header version and key id of the stored value
   */
  byte[] authenticated(String header) {
    String text = header + "|" + kind + "|" + connection + "|" + user.value();
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
