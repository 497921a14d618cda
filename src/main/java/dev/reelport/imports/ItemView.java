package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of one video of an import.
 *
 * @param reason why, for all but imported ones: {@code tombstone}, {@code published_after}, {@code
 *     published_before}, {@code kind}, {@code live}, {@code upcoming}, {@code private}, {@code
 *     deleted}, {@code not_found}, {@code already_imported}, or a failure code
 */
@RegisterForReflection
@Schema(name = "ImportItem")
public record ItemView(
    String videoId,
    Outcome outcome,
    @JsonInclude(JsonInclude.Include.ALWAYS) String reason,
    @JsonInclude(JsonInclude.Include.NON_NULL) UUID projectId) {}
