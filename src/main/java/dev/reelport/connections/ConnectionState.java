package dev.reelport.connections;

import java.time.Instant;

/** Whether a grant is good. */
public sealed interface ConnectionState {

  /** Google renews access tokens. */
  record Connected() implements ConnectionState {

    /** Google has said that the grant is over. */
    public NeedsReconnect withdrawn(Instant now) {
      return new NeedsReconnect(now);
    }
  }

  /** The grant expired or was withdrawn at Google; only its owner can help, by a new consent. */
  record NeedsReconnect(Instant since) implements ConnectionState {}
}
