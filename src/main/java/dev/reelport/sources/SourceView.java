package dev.reelport.sources;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reelport.imports.ImportId;
import dev.reelport.imports.ImportStatus;
import dev.reelport.imports.ImportView;
import dev.reelport.imports.TargetKind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A source as HTTP and events show it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Source")
public record SourceView(
    SourceId id,
    TargetKind kind,
    @Schema(description = "The target as it was asked for.") String target,
    @Schema(description = "The id of the channel or playlist.") String youtubeId,
    @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "What YouTube calls it; null until known.", nullable = true)
        String title,
    SyncInterval interval,
    Filters filters,
    ProjectOptions options,
    AbsencePolicy policy,
    boolean paused,
    @Schema(description = "What it waits for before it goes on by itself: reconnect.")
        String waitingReason,
    @Schema(
            description =
                "When it is checked next; absent if that is at once, or never by itself (paused,"
                    + " manual).")
        Instant nextCheckAt,
    Instant lastCheckedAt,
    @Schema(description = "When its whole list was last read to the end.") Instant lastSweptAt,
    @Schema(description = "The import it started last.") LastRun lastRun,
    @Schema(description = "Grows with every change.") long version,
    Instant createdAt,
    Instant updatedAt) {

  /** The import a source started last. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "SourceRun")
  public record LastRun(
      ImportId importId,
      ImportStatus status,
      @Schema(description = "What made the source start it.") String rung,
      Instant startedAt,
      Instant finishedAt,
      ImportView.CountsView counts,
      @Schema(description = "Only if the status is failed.") ImportView.Failure error) {

    static LastRun of(ImportView run) {
      return new LastRun(
          run.id(),
          run.status(),
          run.rung(),
          run.startedAt(),
          run.finishedAt(),
          run.counts(),
          run.error());
    }
  }

  static SourceView of(Source source, Optional<ImportView> lastRun) {
    return new SourceView(
        source.id(),
        source.kind(),
        source.written(),
        source.target(),
        source.title().orElse(null),
        source.settings().interval(),
        source.settings().filters(),
        source.settings().options(),
        source.settings().policy(),
        source.standing().paused(),
        source.standing().waiting().orElse(null),
        source.times().nextCheckAt().filter(at -> source.goesOn()).orElse(null),
        source.times().checkedAt().orElse(null),
        source.times().sweptAt().orElse(null),
        lastRun.map(LastRun::of).orElse(null),
        source.version(),
        source.times().createdAt(),
        source.times().updatedAt());
  }
}
