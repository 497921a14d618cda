package dev.reelport.sources;

import dev.reelport.platform.UserId;
import dev.reelport.sources.Logbook.News;
import dev.reelport.sources.Sighting.Marks;
import dev.reelport.sources.Sighting.SeenVideo;
import dev.reelport.youtube.PlaylistId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How far the check of one list has come. */
final class Track {

  private final Due due;
  private final boolean along;
  private ListState state;
  private Optional<Rung> next;
  private Optional<FeedLook> look = Optional.empty();
  private OptionalLong counted = OptionalLong.empty();
  private List<SeenVideo> seen = List.of();
  private int fresh;
  private int found;
  private boolean seenThrough;
  private boolean unanswered;

  Track(Due due) {
    this(due, false);
  }

  private Track(Due due, boolean along) {
    this.due = due;
    this.along = along;
    this.state = due.state();
    this.next = along ? Optional.of(Rung.COUNT) : Optional.empty();
  }

  /** A list that is only counted along with others. */
  static Track along(Due due) {
    return new Track(due, true);
  }

  /** Whether it was its turn, so that the next one follows from it. */
  boolean isTurn() {
    return !along;
  }

  PlaylistId list() {
    return state.list();
  }

  List<UserId> followers() {
    return due.followers();
  }

  /** The state as it is by now. */
  ListState state() {
    return state;
  }

  /** The state it began with. */
  ListState before() {
    return due.state();
  }

  /** Videos seen for the first time in this check, by all rungs. */
  int found() {
    return found;
  }

  /** Whether no rung could say anything, so that the next check should not be long in coming. */
  boolean isUnanswered() {
    return unanswered;
  }

  boolean isChannels() {
    return Lists.channel(list()).isPresent();
  }

  boolean isNext(Rung rung) {
    return next.filter(rung::equals).isPresent();
  }

  void goTo(Optional<Rung> rung) {
    next = rung;
  }

  boolean isFeedGood() {
    return look.filter(FeedLook::isGood).isPresent();
  }

  /** What the last rung showed, to be told apart into known and fresh. */
  List<SeenVideo> seen() {
    return seen;
  }

  /** The feed was looked at. */
  void looked(FeedLook result, Instant now) {
    look = Optional.of(result);
    state = state.looked(result, now);
    seen =
        result instanceof FeedLook.Read read
            ? read.entries().stream().map(e -> new SeenVideo(e.video(), e.published())).toList()
            : List.of();
  }

  /** That much of what the last rung showed is new; answers what somebody has to be told. */
  List<SeenVideo> told(News unknown) {
    List<SeenVideo> news =
        seen.stream().filter(one -> unknown.toSome().contains(one.id())).distinct().toList();
    fresh = unknown.toAll().size();
    found += fresh;
    seenThrough = seen.size() > fresh;
    state = state.saw(fresh);
    return news;
  }

  /** What the rung goes on from next time. */
  Marks marks(Rung rung) {
    return rung == Rung.FEED
        ? new Marks(state.validators().etag(), state.validators().modified(), Optional.empty())
        : Marks.NONE;
  }

  void climbFromFeed(Ladder ladder, Instant now) {
    next = ladder.afterFeed(state, look.orElseThrow(), fresh, now);
  }

  /** YouTube said how many there are, or did not say it of this list. */
  void counted(Optional<Long> count, Ladder ladder, Instant now) {
    if (count.isEmpty()) {
      next = Optional.empty();
      unanswered = !isFeedGood() && state.count().isPresent();
      return;
    }
    next = ladder.afterCount(state, count.get(), now);
    if (state.unexplained(count.get()) > 0) {
      counted = OptionalLong.of(count.get());
    } else {
      state = state.explained(count.get(), now);
    }
  }

  /** The count could not be asked for. */
  void notCounted() {
    next = Optional.empty();
    unanswered = !isFeedGood();
  }

  /** Pages were looked at, as far as they came. */
  void paged(List<SeenVideo> entries) {
    seen = new ArrayList<>(entries);
  }

  /** How many videos are there by the count, and were not seen. */
  long gap() {
    return counted.isPresent() ? state.unexplained(counted.getAsLong()) : 0;
  }

  void climbFromPage(Ladder ladder, boolean more, Instant now) {
    state = state.paged(now);
    boolean allFresh = more && fresh > 0 && !seenThrough;
    next = ladder.afterPage(state, gap(), allFresh, now);
    if (counted.isPresent() && gap() <= 0) {
      state = state.explained(counted.getAsLong(), now);
    } else if (counted.isPresent()) {
      state = state.openGap(now);
    }
  }

  /** The pages could not be asked for; the gap, if there is one, stays open. */
  void notPaged() {
    next = Optional.empty();
    unanswered = !isFeedGood();
  }

  /** The whole list is about to be looked through. */
  void swept(Instant now) {
    state = state.swept(gap() > 0 ? counted : OptionalLong.empty(), now);
  }

  /** A page showed what the feed should have. */
  void feedMissed(Instant now) {
    state = state.feedMissed(now);
  }
}
