package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether imported videos are analysed; {@code AUTO} leaves it out above 10 videos. */
public enum AnalysisMode {
  AUTO,
  ALWAYS,
  NEVER;

  /** The name of the contract, in lower case. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
