package dev.reelport.connections;

import dev.reelport.platform.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A user's grant to their YouTube, without its tokens.
 *
 * @param scopes what Google says was granted
 * @param channel empty until somebody has asked YouTube
 * @param version grows with every change
 */
public record Connection(
    ConnectionId id,
    UserId user,
    ConnectionState state,
    Set<String> scopes,
    Optional<ConnectedChannel> channel,
    long version,
    Instant connectedAt) {

  /** What HTTP and events show of it. */
  public ConnectionView view() {
    return ConnectionView.of(this);
  }

  /**
   * The same grant after Google said that it is over.
   *
   * @throws IllegalStateException if that was known already
   */
  Connection withdrawn(Instant now) {
    if (state instanceof ConnectionState.Connected good) {
      return new Connection(
          id, user, good.withdrawn(now), scopes, channel, version + 1, connectedAt);
    }
    throw new IllegalStateException("the grant is over already");
  }
}
