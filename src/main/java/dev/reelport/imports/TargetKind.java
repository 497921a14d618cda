package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.reelport.youtube.Target;
import java.util.Locale;

/** What is imported. */
public enum TargetKind {
  VIDEO,
  CHANNEL,
  PLAYLIST;

  /** The kind of a parsed target. */
  public static TargetKind of(Target target) {
    if (target instanceof Target.Video) {
      return VIDEO;
    }
    return target instanceof Target.Channel ? CHANNEL : PLAYLIST;
  }

  /** The name of the contract and of the database, in lower case. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
