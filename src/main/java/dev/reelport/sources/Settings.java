package dev.reelport.sources;

import dev.reelport.imports.AnalysisMode;
import dev.reelport.imports.ImportOptions;
import dev.reelport.imports.OptionsBody;
import dev.reelport.imports.TargetKind;
import dev.reelport.imports.VideoKind;
import java.time.Instant;

/** What a user wants of a source, with every default filled in. */
public record Settings(
    SyncInterval interval, Filters filters, ProjectOptions options, AbsencePolicy policy) {

  /**
   * Fills in the defaults.
   *
   * @throws dev.reelport.imports.InvalidRequestException if a filter is out of bounds
   */
  static Settings of(
      SyncInterval interval, Filters filters, ProjectOptions options, AbsencePolicy policy) {
    Filters wanted = filters == null ? Filters.NONE : filters;
    ProjectOptions how = options == null ? ProjectOptions.NONE : options;
    ImportOptions checked = ImportOptions.of(body(wanted, how), TargetKind.CHANNEL);
    return new Settings(
        interval == null ? SyncInterval.ADAPTIVE : interval,
        new Filters(
            checked.include().size() == VideoKind.values().length ? null : checked.include(),
            checked.publishedAfter(),
            checked.publishedBefore(),
            checked.minDuration(),
            checked.maxDuration(),
            checked.titleContains(),
            checked.titleExcludes()),
        new ProjectOptions(checked.isPrivate(), checked.showcase(), checked.analysis()),
        policy == null ? AbsencePolicy.HIDE : policy);
  }

  /** What an import that is kept in sync was told. */
  static Settings of(ImportOptions options) {
    return of(
        SyncInterval.ADAPTIVE,
        new Filters(
            options.include(),
            options.publishedAfter(),
            options.publishedBefore(),
            options.minDuration(),
            options.maxDuration(),
            options.titleContains(),
            options.titleExcludes()),
        new ProjectOptions(options.isPrivate(), options.showcase(), options.analysis()),
        AbsencePolicy.HIDE);
  }

  /** The same, for videos from that moment on; null for all. */
  Settings since(Instant publishedAfter) {
    return new Settings(
        interval,
        new Filters(
            filters.include(),
            publishedAfter,
            filters.publishedBefore(),
            filters.minDuration(),
            filters.maxDuration(),
            filters.titleContains(),
            filters.titleExcludes()),
        options,
        policy);
  }

  /** What the imports of the source are told. */
  ImportOptions forRuns(TargetKind kind) {
    return ImportOptions.of(body(filters, options), kind);
  }

  private static OptionsBody body(Filters filters, ProjectOptions options) {
    AnalysisMode analysis = options.analysis();
    return new OptionsBody(
        options.isPrivate(),
        options.showcase(),
        null,
        filters.publishedAfter(),
        filters.publishedBefore(),
        filters.include(),
        true,
        analysis,
        filters.minDuration(),
        filters.maxDuration(),
        filters.titleContains(),
        filters.titleExcludes());
  }
}
