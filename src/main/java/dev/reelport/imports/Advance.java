package dev.reelport.imports;

import dev.reelport.imports.Cursor.LastPage;
import dev.reelport.imports.Fetched.Listing;
import dev.reelport.youtube.Channel;
import dev.reelport.youtube.Video;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.VideoPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where an import stands after a step. */
final class Advance {

  private final Judge judge;

  Advance(Judge judge) {
    this.judge = judge;
  }

  /** The clock of a step: now, and when the quota day ends. */
  record Moment(Instant now, Instant resetsAt) {}

  /**
   * The import after a step.
   *
   * @param items what was decided and is written in the same transaction
   * @param wanted newly listed ids whose details are to be fetched
   * @param units what the step cost
   */
  Import after(
      Import i, Fetched fetched, List<Item> items, List<String> wanted, int units, Moment moment) {
    List<Verdict> verdicts = verdicts(i, fetched, moment);
    Cursor cursor = cursor(i, fetched, items, wanted, verdicts, moment.now());
    Progress progress =
        titled(i, fetched).withCursor(cursor).withCounts(i.progress().counts().plus(items));
    boolean made = !items.isEmpty() || !wanted.isEmpty() || fetched.listing().fresh();
    if (made) {
      progress = progress.made(moment.now());
    } else if (verdicts.stream().anyMatch(Advance::isYouTubesFault)) {
      progress = progress.missed();
    }
    return i.moved(state(i, cursor, verdicts), progress, units, moment.now());
  }

  private List<Verdict> verdicts(Import i, Fetched fetched, Moment moment) {
    List<Verdict> verdicts = new ArrayList<>();
    fetched
        .failures()
        .map(f -> judge.judge(f.failure(), f.call(), i, moment.now(), moment.resetsAt()))
        .map(verdict -> lost(i, fetched) ? Judge.withoutGrant(verdict) : verdict)
        .forEach(verdicts::add);
    if (fetched.listing().page().filter(page -> loops(i, page)).isPresent()) {
      verdicts.add(
          new Verdict.Fail(
              FailureCode.YOUTUBE_UNAVAILABLE,
              "YouTube's list goes in circles. Retry reads it again from the start."));
    }
    return verdicts;
  }

  /** Whether what the user's grant opened is now asked for without one. */
  private static boolean lost(Import i, Fetched fetched) {
    return i.cursor().granted() && !fetched.granted();
  }

  private static Progress titled(Import i, Fetched fetched) {
    Optional<String> title =
        i.kind() == TargetKind.VIDEO
            ? fetched.details().found().values().stream().map(Video::title).findFirst()
            : fetched.listing().channel().map(Channel::title);
    return title.map(i.progress()::withTitle).orElse(i.progress());
  }

  private static Cursor cursor(
      Import i,
      Fetched fetched,
      List<Item> items,
      List<String> wanted,
      List<Verdict> verdicts,
      Instant now) {
    Cursor cursor = fetched.granted() ? i.cursor().withGrant() : i.cursor();
    Optional<Channel> channel = fetched.listing().channel();
    if (channel.isPresent()) {
      cursor = cursor.withPlaylist(channel.get().uploads().value());
    }
    Set<String> settled = new HashSet<>();
    fetched.details().settled().stream().map(VideoId::value).forEach(settled::add);
    List<String> pending = new ArrayList<>(cursor.pending());
    pending.removeAll(settled);
    pending.addAll(wanted);
    cursor = cursor.withPending(pending);
    if (fetched.listing().page().isPresent()) {
      long taken = items.stream().filter(item -> !settled.contains(item.videoId())).count();
      boolean full = i.room() <= taken + wanted.size();
      return full ? cursor.ended() : turned(i, cursor, fetched.listing(), now);
    }
    if (verdicts.stream().anyMatch(Verdict.Restart.class::isInstance)) {
      return cursor.restarted(now);
    }
    boolean ended = verdicts.stream().anyMatch(Verdict.EndOfList.class::isInstance);
    return ended ? cursor.ended() : cursor;
  }

  private static Cursor turned(Import i, Cursor cursor, Listing listing, Instant now) {
    VideoPage page = listing.page().orElseThrow();
    if (shifted(cursor, page)) {
      return cursor.restarted(now);
    }
    if (page.nextPageToken().isEmpty()) {
      return cursor.ended();
    }
    String token = page.nextPageToken().get();
    return loops(i, page)
        ? cursor.restarted(now)
        : cursor.turnedTo(
            token,
            PageTrail.with(cursor.seen(), token),
            new LastPage(page.totalResults(), listing.reused()));
  }

  /**
   * Whether the list got shorter since the page before, or changed at all since somebody else
   * fetched that: what moved up to it would be missed. Once; a list that keeps changing would never
   * be read to its end.
   */
  private static boolean shifted(Cursor cursor, VideoPage page) {
    if (cursor.pageToken() == null || cursor.restarts() > 0 || cursor.lastPage() == null) {
      return false;
    }
    int before = cursor.lastPage().total();
    return cursor.lastPage().reused()
        ? before != page.totalResults()
        : before > page.totalResults();
  }

  private static boolean loops(Import i, VideoPage page) {
    return page.nextPageToken()
        .filter(token -> PageTrail.loops(i.cursor().seen(), token))
        .isPresent();
  }

  private static ImportState state(Import i, Cursor cursor, List<Verdict> verdicts) {
    ImportState.Active active = i.active();
    ImportState state =
        cursor.listed() && cursor.pending().isEmpty() ? active.succeed() : active.run();
    Instant until = Instant.MIN;
    for (Verdict verdict : verdicts) {
      if (verdict instanceof Verdict.Fail fail) {
        return active.fail(fail.code(), fail.detail());
      }
      Optional<Verdict.Wait> wait = pause(verdict);
      if (wait.isPresent() && wait.get().until().isAfter(until)) {
        until = wait.get().until();
        state = active.await(wait.get().reason(), until);
      }
    }
    return state;
  }

  private static boolean isYouTubesFault(Verdict verdict) {
    return pause(verdict)
        .filter(wait -> wait.reason() == WaitingReason.YOUTUBE_UNAVAILABLE)
        .isPresent();
  }

  private static Optional<Verdict.Wait> pause(Verdict verdict) {
    if (verdict instanceof Verdict.Wait wait) {
      return Optional.of(wait);
    }
    return verdict instanceof Verdict.Restart restart ? restart.pause() : Optional.empty();
  }
}
