package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reelport.youtube.InvalidTargetException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A target that cannot be imported, and why. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "InvalidTarget")
public record InvalidTarget(
    @Schema(description = "Its place in targets, from 0; not for files.") Integer index,
    @Schema(description = "Its line in the file, from 1; only for files.") Integer line,
    @Schema(description = "The first 200 characters of it, without what cannot be stored.")
        String target,
    @Schema(description = "What is wrong with it.") String reason) {

  private static final int SHOWN = 200;
  private static final int REPLACEMENT = 0xFFFD;

  static InvalidTarget of(BulkTarget written, InvalidTargetException refusal) {
    return new InvalidTarget(
        written.index(),
        written.line(),
        written.text() == null ? "" : shown(written.text()),
        refusal.reason());
  }

  private static String shown(String text) {
    return text.codePoints()
        .limit(SHOWN)
        .map(c -> isStorable(c) ? c : REPLACEMENT)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isStorable(int c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
  }
}
