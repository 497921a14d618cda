package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an import or a single video failed, as in the contract. */
public enum FailureCode {
  INVALID_TARGET,
  NOT_FOUND,
  PRIVATE,
  DELETED,
  RECONNECT_REQUIRED,
  FORBIDDEN,
  QUOTA_EXCEEDED,
  YOUTUBE_UNAVAILABLE,
  TIMED_OUT,
  INTERNAL;

  /** The name of the contract and of the database, in lower case. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
