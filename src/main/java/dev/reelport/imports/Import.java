package dev.reelport.imports;

import dev.reelport.platform.UserId;
import dev.reelport.youtube.Target;
import dev.reelport.youtube.VideoId;
import java.time.Instant;
import java.util.Optional;

/**
 * An import as the pipeline sees it; immutable.
 *
 * @param request what was asked for
 * @param unitsSpent what it has cost so far, committed
 * @param version grows with every change; a step of an older version is stale
 */
record Import(
    ImportId id,
    ImportRequest request,
    ImportState state,
    Progress progress,
    int unitsSpent,
    long version,
    Times times) {

  /** The most videos of an import that {@code auto} analyses. */
  private static final int MOST_ANALYSED = 10;

  /** When it was asked for, first worked on, and ended. */
  record Times(Instant createdAt, Optional<Instant> startedAt, Optional<Instant> finishedAt) {}

  /** A new import, before its row is written. */
  static Import queued(ImportId id, ImportRequest request, Instant now) {
    return new Import(
        id,
        request,
        new ImportState.Queued(),
        Progress.none(firstCursor(request.target()), now),
        0,
        1,
        new Times(now, Optional.empty(), Optional.empty()));
  }

  /** A new run of a source, before its row is written. */
  static Import queued(Run run, Instant now) {
    Cursor cursor =
        run.hints()
            .map(
                ids ->
                    Cursor.ofHints(run.list().value(), ids.stream().map(VideoId::value).toList()))
            .orElseGet(() -> Cursor.ofPlaylist(run.list().value()));
    Progress none = Progress.none(cursor, now);
    return new Import(
        run.id(),
        run.request(),
        new ImportState.Queued(),
        run.title().map(none::withTitle).orElse(none),
        0,
        1,
        new Times(now, Optional.empty(), Optional.empty()));
  }

  private static Cursor firstCursor(Target target) {
    if (target instanceof Target.Video video) {
      return Cursor.ofVideo(video.id().value());
    }
    return target instanceof Target.Playlist playlist
        ? Cursor.ofPlaylist(playlist.id().value())
        : Cursor.unresolved();
  }

  TargetKind kind() {
    return TargetKind.of(request.target());
  }

  UserId user() {
    return request.user();
  }

  ImportOptions options() {
    return request.options();
  }

  Cursor cursor() {
    return progress.cursor();
  }

  /** How many more videos may be taken from the list. */
  int room() {
    return Math.max(
        0, options().mostVideos() - progress.counts().total() - cursor().pending().size());
  }

  /**
   * Whether the videos of the step behind this version are analysed. Details are fetched once the
   * list has been read, or when more are pending than {@code auto} analyses: so it is the same for
   * all videos of an import.
   */
  boolean isAnalysed() {
    return switch (options().analysis()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          cursor().listed()
              && progress.counts().total() + cursor().pending().size() <= MOST_ANALYSED;
    };
  }

  /**
   * The state while work goes on.
   *
   * @throws IllegalStateException if the import has ended; stale steps never ask
   */
  ImportState.Active active() {
    if (state instanceof ImportState.Active active) {
      return active;
    }
    throw new IllegalStateException("The import has ended");
  }

  /** The next version: in this state, this far, having spent so many units more. */
  Import moved(ImportState next, Progress nowAt, int units, Instant now) {
    boolean ended = next instanceof ImportState.Final;
    boolean started = !(next instanceof ImportState.Queued);
    Optional<Instant> startedAt =
        started ? Optional.of(times.startedAt().orElse(now)) : times.startedAt();
    return new Import(
        id,
        request,
        next,
        nowAt,
        unitsSpent + units,
        version + 1,
        new Times(times.createdAt(), startedAt, ended ? Optional.of(now) : Optional.empty()));
  }

  /** The same version, as a run of a source. */
  Import by(Origin source) {
    return new Import(id, request.by(source), state, progress, unitsSpent, version, times);
  }

  /** The same version, at work in place of waiting. */
  Import goingOn() {
    return new Import(id, request, active().run(), progress, unitsSpent, version, times);
  }

  /** The most units the next step may take; 0 when there is none. */
  int unitsReserved() {
    return state instanceof ImportState.Active ? ImportPlan.next(this).mostUnits() : 0;
  }

  /** The units it is likely to ask for from now on; 0 when it has ended. */
  int unitsWanted() {
    return state instanceof ImportState.Active ? ImportPlan.unitsWanted(this) : 0;
  }

  /** How HTTP and events show it. */
  ImportView view() {
    ImportView.Waiting waiting = null;
    ImportView.Failure error = null;
    if (state instanceof ImportState.Waiting w) {
      waiting = new ImportView.Waiting(w.reason(), w.resumesAt());
    } else if (state instanceof ImportState.Failed f) {
      error = new ImportView.Failure(f.code(), f.detail());
    }
    Counts counts = progress.counts();
    return new ImportView(
        id,
        kind(),
        request.written(),
        progress.title().orElse(null),
        state.status(),
        waiting,
        new ImportView.CountsView(
            counts.total() + undecided(),
            counts.imported(),
            counts.duplicates(),
            counts.filtered(),
            counts.unavailable(),
            counts.failed()),
        new ImportView.Units(unitsReserved(), unitsSpent),
        options(),
        request.requestId().orElse(null),
        request.origin().map(Origin::source).orElse(null),
        request.origin().map(Origin::rung).orElse(null),
        version,
        times.createdAt(),
        times.startedAt().orElse(null),
        times.finishedAt().orElse(null),
        error);
  }

  // What is pending in a final state was never decided; a retry takes it up again. A single video
  // is only discovered when YouTube has shown it.
  private int undecided() {
    boolean counted = state instanceof ImportState.Active && kind() != TargetKind.VIDEO;
    return counted ? cursor().pending().size() : 0;
  }
}
