package dev.reelport.sources;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a project whose video is gone from YouTube. */
public enum AbsencePolicy {
  HIDE,
  KEEP,
  DELETE;

  /** The name of the contract and of the database, in lower case. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static AbsencePolicy of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
