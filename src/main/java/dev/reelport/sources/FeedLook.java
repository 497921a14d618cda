package dev.reelport.sources;

import java.util.List;
import java.util.Optional;

/** What came of a look at a feed. */
sealed interface FeedLook {

  /** What YouTube gave to be asked with the next time. */
  record Validators(Optional<String> etag, Optional<String> modified) {

    /** Nothing was read before. */
    static final Validators NONE = new Validators(Optional.empty(), Optional.empty());
  }

  /** The same as the last time. */
  record Unchanged() implements FeedLook {}

  /** What the feed has now: the newest, and no more than 15. */
  record Read(List<FeedParser.Entry> entries, Validators validators) implements FeedLook {}

  /**
   * The feed is not to be had. This says nothing of the channel: feeds of healthy ones were missing
   * for days.
   *
   * @param why a status, or a word
   */
  record Missing(String why) implements FeedLook {}

  /** Whether it was a good look. */
  default boolean isGood() {
    return !(this instanceof Missing);
  }
}
