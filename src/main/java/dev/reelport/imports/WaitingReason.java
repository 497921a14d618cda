package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an import waits for. */
public enum WaitingReason {
  QUOTA,
  YOUTUBE_UNAVAILABLE,
  RATE_LIMITED,
  RECONNECT;

  /** The name of the contract and of the database, in lower case. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
