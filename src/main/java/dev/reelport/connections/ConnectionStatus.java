package dev.reelport.connections;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a user's connection stands. */
public enum ConnectionStatus {
  /** There is a grant, and it is good. */
  CONNECTED,
  /** There was a grant, which expired or was withdrawn at Google. */
  NEEDS_RECONNECT,
  /** There is none. */
  DISCONNECTED;

  /** As in HTTP, events and rows. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
