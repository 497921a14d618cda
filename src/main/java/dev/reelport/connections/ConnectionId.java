package dev.reelport.connections;

import java.util.UUID;

/** Which grant of a user's it is: each consent makes a new one. */
public record ConnectionId(UUID value) {

  @Override
  public String toString() {
    return value.toString();
  }
}
