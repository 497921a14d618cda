package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of one listed video. */
public enum Outcome {
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
}
