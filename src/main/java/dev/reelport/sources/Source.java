package dev.reelport.sources;

import dev.reelport.imports.FoundList;
import dev.reelport.imports.ImportId;
import dev.reelport.imports.ImportOptions;
import dev.reelport.imports.ImportRequest;
import dev.reelport.imports.Origin;
import dev.reelport.imports.Run;
import dev.reelport.imports.RunObserver.KeptList;
import dev.reelport.imports.TargetKind;
import dev.reelport.platform.UserId;
import dev.reelport.youtube.ChannelId;
import dev.reelport.youtube.ChannelRef;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.Target;
import dev.reelport.youtube.VideoId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A channel or playlist that a user keeps in sync; immutable.
 *
 * @param target the channel's or playlist's id
 * @param written the target as the user wrote it
 * @param list where its videos are listed
 * @param waiting what it waits for before it goes on by itself, such as {@code reconnect}
 */
record Source(
    SourceId id,
    UserId user,
    TargetKind kind,
    String target,
    String written,
    PlaylistId list,
    Optional<String> title,
    Settings settings,
    boolean paused,
    Optional<String> waiting,
    Times times,
    Optional<ImportId> lastRun,
    long version) {

  /**
   * Its moments.
   *
   * @param nextCheckAt empty: due at once, unless it is never checked by itself
   * @param sweptAt when the whole list was last read to its end
   */
  record Times(
      Optional<Instant> nextCheckAt,
      Optional<Instant> checkedAt,
      Optional<Instant> sweptAt,
      Instant createdAt,
      Instant updatedAt) {

    Times updated(Instant now) {
      return new Times(nextCheckAt, checkedAt, sweptAt, createdAt, now);
    }

    Times next(Optional<Instant> check) {
      return new Times(check, checkedAt, sweptAt, createdAt, updatedAt);
    }
  }

  /**
   * Made by an import that its user wants kept in sync. One that takes only the newest videos wants
   * no older ones later either: until it knows how far that reaches, what comes from now on.
   */
  static Source keeping(SourceId id, KeptList list, Instant nextCheck) {
    Settings settings = Settings.of(list.options());
    return new Source(
        id,
        list.user(),
        list.kind(),
        list.target(),
        list.written(),
        list.list(),
        list.title(),
        list.options().maxVideos() == null ? settings : settings.since(list.now()),
        false,
        Optional.empty(),
        new Times(
            Optional.of(nextCheck), Optional.empty(), Optional.empty(), list.now(), list.now()),
        Optional.of(list.run()),
        1);
  }

  /** Asked for by its user; due at once, and never before that if it is manual. */
  static Source wanted(
      SourceId id, UserId user, String written, FoundList list, Settings settings, Instant now) {
    return new Source(
        id,
        user,
        list.kind(),
        list.target(),
        written.strip(),
        list.list(),
        list.title(),
        settings,
        false,
        Optional.empty(),
        new Times(Optional.empty(), Optional.empty(), Optional.empty(), now, now),
        Optional.empty(),
        1);
  }

  /** The same, checked next at that moment. */
  Source checking(Optional<Instant> nextCheck) {
    return with(settings, waiting, times.next(nextCheck), title);
  }

  /** Whether it is checked by itself. */
  boolean goesOn() {
    return !paused && waiting.isEmpty() && settings.interval() != SyncInterval.MANUAL;
  }

  /** It starts that run now. */
  Source started(ImportId run, Instant now) {
    return new Source(
        id,
        user,
        kind,
        target,
        written,
        list,
        title,
        settings,
        paused,
        waiting,
        times.updated(now),
        Optional.of(run),
        version + 1);
  }

  /** Its user wants it otherwise from now on. */
  Source changed(Settings wanted, boolean stopped, Optional<Instant> nextCheck, Instant now) {
    return new Source(
        id,
        user,
        kind,
        target,
        written,
        list,
        title,
        wanted,
        stopped,
        waiting,
        times.next(nextCheck).updated(now),
        lastRun,
        version + 1);
  }

  /** Whether it wants no videos from before it was made. */
  boolean startsAtItsCreation() {
    return times.createdAt().equals(settings.filters().publishedAfter());
  }

  /** From the oldest video on that the import which made it has taken. */
  Source startingAt(Optional<Instant> oldest, ImportOptions made) {
    Instant wanted = made.publishedAfter();
    Instant since = oldest.filter(at -> wanted == null || at.isAfter(wanted)).orElse(wanted);
    return with(settings.since(since), waiting, times, title);
  }

  /** A run has ended. */
  Source afterRun(Optional<String> named, boolean reconnects, Instant now) {
    return with(
            settings,
            reconnects ? Optional.of("reconnect") : waiting,
            new Times(
                times.nextCheckAt(), times.checkedAt(), times.sweptAt(), times.createdAt(), now),
            named.or(() -> title))
        .moved();
  }

  /** Its whole list was read to its end, which is a check, too. */
  Source swept(Optional<Instant> nextCheck, Instant now) {
    return with(
        settings,
        waiting,
        new Times(nextCheck, Optional.of(now), Optional.of(now), times.createdAt(), now),
        title);
  }

  private Source moved() {
    return new Source(
        id,
        user,
        kind,
        target,
        written,
        list,
        title,
        settings,
        paused,
        waiting,
        times,
        lastRun,
        version + 1);
  }

  private Source with(
      Settings wanted, Optional<String> waitsFor, Times at, Optional<String> named) {
    return new Source(
        id, user, kind, target, written, list, named, wanted, paused, waitsFor, at, lastRun,
        version);
  }

  /** What the import of these videos, or of the whole list, is. */
  Run run(ImportId id, Rung rung, Optional<List<VideoId>> hints) {
    ImportRequest request =
        new ImportRequest(
            user,
            Optional.empty(),
            written,
            asTarget(),
            settings.forRuns(kind),
            Optional.of(new Origin(this.id.value(), rung.code())));
    return new Run(id, request, title, list, hints);
  }

  private Target asTarget() {
    return kind == TargetKind.CHANNEL
        ? new Target.Channel(new ChannelRef.ById(new ChannelId(target)))
        : new Target.Playlist(new PlaylistId(target));
  }
}
