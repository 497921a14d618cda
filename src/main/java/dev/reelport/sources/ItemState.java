package dev.reelport.sources;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of a video that a source has seen. */
public enum ItemState {
  /** Not decided, or to be decided later: it is live, or not yet published. */
  PENDING,
  IMPORTED,
  DUPLICATE,
  FILTERED,
  UNAVAILABLE,
  FAILED;

  /** The name of the contract and of the database, in lower case. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ItemState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
