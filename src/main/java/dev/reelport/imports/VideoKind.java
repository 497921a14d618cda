package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What sort of video one is, as far as the API tells: a short has at most 180 seconds and was never
 * streamed, live is or was streamed, the rest are videos.
 */
public enum VideoKind {
  VIDEO,
  SHORT,
  LIVE;

  /** The name of the contract, in lower case. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
