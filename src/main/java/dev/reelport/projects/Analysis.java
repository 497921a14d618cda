package dev.reelport.projects;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What became of a project's analysis: where its tools, categories and topics come from.
 *
 * @param at when that was decided
 */
@RegisterForReflection
public record Analysis(Mode mode, Instant at) {

  /** Who analysed. */
  @RegisterForReflection
  public enum Mode {
    /** A language model has read title and description. */
    LLM,
    /** The tags of the video were taken. */
    FALLBACK,
    /** Nobody did; nothing is filled in. */
    SKIPPED;

    /** The name of the contract, in lower case. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Mode of(String code) {
      return Stream.of(values()).filter(mode -> mode.code().equals(code)).findFirst().orElseThrow();
    }
  }
}
