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
 * @param version grows with every change
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
    Standing standing,
    Times times,
    long version) {

  /** What a source waits for whose list only its user's grant shows. */
  static final String RECONNECT = "reconnect";

  /**
   * How it stands.
   *
   * @param waiting what it waits for before it goes on by itself: {@link #RECONNECT}
   * @param granted whether its last run saw what its user's grant shows
   */
  record Standing(
      boolean paused, Optional<String> waiting, Optional<ImportId> lastRun, boolean granted) {

    static final Standing NEW = new Standing(false, Optional.empty(), Optional.empty(), false);

    Standing paused(boolean stopped) {
      return new Standing(stopped, waiting, lastRun, granted);
    }

    Standing running(ImportId run) {
      return new Standing(paused, waiting, Optional.of(run), granted);
    }

    Standing waiting(Optional<String> reason, boolean byGrant) {
      return new Standing(paused, reason, lastRun, byGrant);
    }
  }

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

    private Times updated(Instant now) {
      return new Times(nextCheckAt, checkedAt, sweptAt, createdAt, now);
    }

    private Times next(Optional<Instant> check) {
      return new Times(check, checkedAt, sweptAt, createdAt, updatedAt);
    }
  }

  /** Asked for by its user; due at once. */
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
        Standing.NEW,
        new Times(Optional.empty(), Optional.empty(), Optional.empty(), now, now),
        1);
  }

  /**
   * Made by an import that its user wants kept in sync. One that takes only the newest videos wants
   * no older ones later either: until it knows how far that reaches, what comes from now on.
   */
  static Source keeping(SourceId id, KeptList list, Instant nextCheck) {
    Settings settings = Settings.of(list.options());
    FoundList found = new FoundList(list.kind(), list.target(), list.list(), list.title());
    Source made =
        wanted(
            id,
            list.user(),
            list.written(),
            found,
            list.options().maxVideos() == null ? settings : settings.since(list.now()),
            list.now());
    return made.checking(Optional.of(nextCheck))
        .with(made.settings, made.standing.running(list.run()));
  }

  /** The same, checked next at that moment. */
  Source checking(Optional<Instant> nextCheck) {
    return at(times.next(nextCheck));
  }

  /** Whether it is checked by itself. */
  boolean goesOn() {
    return !standing.paused()
        && standing.waiting().isEmpty()
        && settings.interval() != SyncInterval.MANUAL;
  }

  /** It starts that run now. */
  Source started(ImportId run, Instant now) {
    return with(settings, standing.running(run)).moved(now);
  }

  /** Its user wants it otherwise from now on. */
  Source changed(Settings wanted, boolean stopped, Optional<Instant> nextCheck, Instant now) {
    return with(wanted, standing.paused(stopped)).checking(nextCheck).moved(now);
  }

  /** A run has ended. */
  Source afterRun(Optional<String> named, boolean reconnects, boolean granted, Instant now) {
    Optional<String> waiting = reconnects ? Optional.of(RECONNECT) : standing.waiting();
    Source after = with(settings, standing.waiting(waiting, granted)).moved(now);
    return named.map(after::titled).orElse(after);
  }

  /** Its whole list was read to its end, which is a check, too. */
  Source swept(Optional<Instant> nextCheck, Instant now) {
    return at(new Times(nextCheck, Optional.of(now), Optional.of(now), times.createdAt(), now));
  }

  /** Whether it wants no videos from before it was made. */
  boolean startsAtItsCreation() {
    return times.createdAt().equals(settings.filters().publishedAfter());
  }

  /** From the oldest video on that the import which made it has taken. */
  Source startingAt(Optional<Instant> oldest, ImportOptions made) {
    Instant wanted = made.publishedAfter();
    Instant since = oldest.filter(at -> wanted == null || at.isAfter(wanted)).orElse(wanted);
    return with(settings.since(since), standing);
  }

  private Source with(Settings wanted, Standing next) {
    return new Source(id, user, kind, target, written, list, title, wanted, next, times, version);
  }

  private Source at(Times next) {
    return new Source(
        id, user, kind, target, written, list, title, settings, standing, next, version);
  }

  private Source titled(String named) {
    return new Source(
        id,
        user,
        kind,
        target,
        written,
        list,
        Optional.of(named),
        settings,
        standing,
        times,
        version);
  }

  private Source moved(Instant now) {
    return new Source(
        id,
        user,
        kind,
        target,
        written,
        list,
        title,
        settings,
        standing,
        times.updated(now),
        version + 1);
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
