package dev.reelport.imports;

import dev.reelport.youtube.Channel;
import dev.reelport.youtube.Video;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.VideoPage;
import dev.reelport.youtube.YouTubeFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a step brought home: listing and details succeed or fail each for themselves.
 *
 * @param granted whether YouTube was asked, or could not be asked, by the user's own grant
 */
record Fetched(Listing listing, Details details, boolean granted) {

  /** What anybody may see. */
  Fetched(Listing listing, Details details) {
    this(listing, details, false);
  }

  /**
   * The listing half.
   *
   * @param channel the channel, if this step resolved it
   * @param fresh whether YouTube was asked for it just now
   * @param reused whether the page was fetched by somebody else
   * @param failed the call that failed, and how
   */
  record Listing(
      Optional<Channel> channel,
      boolean fresh,
      Optional<VideoPage> page,
      boolean reused,
      Optional<Failed> failed) {

    static final Listing NONE =
        new Listing(Optional.empty(), false, Optional.empty(), false, Optional.empty());

    /** A listing that failed. */
    static Listing failed(Optional<Channel> channel, boolean fresh, Failed failed) {
      return new Listing(channel, fresh, Optional.empty(), false, Optional.of(failed));
    }
  }

  /**
   * The details half.
   *
   * @param settled ids that need no further call: answered, left out by YouTube, or known by now
   * @param found the answered ones by id
   */
  record Details(List<VideoId> settled, Map<String, Video> found, Optional<Failed> failed) {

    static final Details NONE = new Details(List.of(), Map.of(), Optional.empty());
  }

  /** No call was made: something held the step back. */
  static Fetched heldBack(Throwable reason) {
    Failed failed = new Failed(Judge.Call.LOOKUP, reason);
    return new Fetched(Listing.failed(Optional.empty(), false, failed), Details.NONE);
  }

  /** As {@link #heldBack}: there is no good token for the user's own grant. */
  static Fetched withoutToken(Throwable reason) {
    return heldBack(reason).byGrant(true);
  }

  Fetched byGrant(boolean byGrant) {
    return new Fetched(listing, details, byGrant);
  }

  /** Everything that failed. */
  Stream<Failed> failures() {
    return Stream.of(listing.failed(), details.failed()).flatMap(Optional::stream);
  }

  /** Whether Google said that the day's quota is used up. */
  boolean saysDayUsedUp() {
    return failures().anyMatch(f -> f.failure() instanceof YouTubeFailure.DayUsedUp);
  }

  /** A call that failed. */
  record Failed(Judge.Call call, Throwable failure) {}
}
