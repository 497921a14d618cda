package dev.reelport.sources;

import dev.reelport.youtube.VideoId;
import java.time.Instant;

/**
 * A video whose whole life is known from the start, so that what YouTube shows of it is a matter of
 * the time alone.
 *
 * @param uploadedAt its place in the list of uploads
 * @param publishedAt what YouTube says, which may be long before anybody could see it
 * @param publicFrom when it is first shown
 * @param startsAt when it can be watched: later for what is announced
 * @param hiddenFrom a private spell, which may never begin
 * @param hiddenUntil the end of that
 * @param deletedAt the end of all, which may never come
 */
record MonthVideo(
    VideoId id,
    Instant uploadedAt,
    Instant publishedAt,
    Instant publicFrom,
    Instant startsAt,
    Instant hiddenFrom,
    Instant hiddenUntil,
    Instant deletedAt) {

  /** Whether it is in lists. */
  boolean isShown(Instant now) {
    return !now.isBefore(publicFrom)
        && now.isBefore(deletedAt)
        && (now.isBefore(hiddenFrom) || !now.isBefore(hiddenUntil));
  }

  /** Whether it is shown, and neither announced nor running. */
  boolean isThere(Instant now) {
    return isShown(now) && !isUpcoming(now);
  }

  boolean isUpcoming(Instant now) {
    return now.isBefore(startsAt);
  }
}
