package dev.reelport.imports;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an import would do and cost.
 *
 * @param videos what the first page says the list holds, capped by 20,000 and {@code maxVideos}
 * @param duplicates how many of them the caller already has, as far as known without paying for it
 * @param units an upper bound that the import keeps unless the list grew
 * @param affordable whether today's budgets allow it now
 * @param affordableAt now, or the next reset
 */
@RegisterForReflection
@Schema(name = "ImportPreview")
public record Preview(
    TargetKind kind,
    String title,
    int videos,
    long duplicates,
    int units,
    boolean affordable,
    Instant affordableAt) {}
