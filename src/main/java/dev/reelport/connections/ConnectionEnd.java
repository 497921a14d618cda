package dev.reelport.connections;

import dev.reelport.platform.UserId;
import java.time.Instant;

/**
 * That a grant has ended: at Google, or because its owner disconnected.
 *
 * @param version of the connection after it; with its id unique
 * @param view what there is now
 */
public record ConnectionEnd(
    UserId user, ConnectionId id, long version, ConnectionView view, Instant at) {

  /** Whether there is no connection any more, because its owner wants it so. */
  public boolean isByItsOwner() {
    return view.status() == ConnectionStatus.DISCONNECTED;
  }

  static ConnectionEnd withdrawn(Connection connection, Instant now) {
    return new ConnectionEnd(
        connection.user(), connection.id(), connection.version(), connection.view(), now);
  }

  static ConnectionEnd disconnected(Connection last, Instant now) {
    return new ConnectionEnd(
        last.user(), last.id(), last.version() + 1, ConnectionView.none(), now);
  }
}
