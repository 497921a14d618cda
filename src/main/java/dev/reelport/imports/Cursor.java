package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * Where an import stands in its list.
 *
 * @param playlist the list to page through; null until the channel is known
 * @param pageToken the next page to list; null for the first
 * @param listed whether the listing has ended
 * @param pending videos listed whose details are still to be fetched
 * @param seen fingerprints of the page tokens since the listing (re)started
 * @param restarts how often the listing started again
 * @param timeouts how many steps hit the hard limit in a row
 * @param lastPage what the page before said; null before the first
 * @param notBefore pages that others fetched before are of no use; null if any is
 * @param granted whether its user's grant has been used, or should have been
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Cursor(
    String playlist,
    String pageToken,
    boolean listed,
    List<String> pending,
    List<String> seen,
    int restarts,
    int timeouts,
    LastPage lastPage,
    Instant notBefore,
    boolean granted) {

  Cursor {
    pending = pending == null ? List.of() : List.copyOf(pending);
    seen = seen == null ? List.of() : List.copyOf(seen);
  }

  /**
   * The page before.
   *
   * @param total how many videos the whole list has, as YouTube said
   * @param reused whether it was fetched by somebody else
   */
  @RegisterForReflection
  record LastPage(int total, boolean reused) {}

  /** A channel nobody has looked up yet. */
  static Cursor unresolved() {
    return start(null, false, List.of());
  }

  /** The first page of a playlist. */
  static Cursor ofPlaylist(String playlist) {
    return start(playlist, false, List.of());
  }

  /** A single video, which needs no list. */
  static Cursor ofVideo(String videoId) {
    return start(null, true, List.of(videoId));
  }

  /** Videos of a playlist that somebody else has listed. */
  static Cursor ofHints(String playlist, List<String> videoIds) {
    return start(playlist, true, videoIds);
  }

  private static Cursor start(String playlist, boolean listed, List<String> pending) {
    return new Cursor(playlist, null, listed, pending, List.of(), 0, 0, null, null, false);
  }

  Cursor withPlaylist(String id) {
    return new Cursor(
        id, pageToken, listed, pending, seen, restarts, timeouts, lastPage, notBefore, granted);
  }

  Cursor withPending(List<String> ids) {
    return new Cursor(
        playlist, pageToken, listed, ids, seen, restarts, timeouts, lastPage, notBefore, granted);
  }

  Cursor withGrant() {
    return new Cursor(
        playlist, pageToken, listed, pending, seen, restarts, timeouts, lastPage, notBefore, true);
  }

  Cursor withTimeouts(int count) {
    return new Cursor(
        playlist, pageToken, listed, pending, seen, restarts, count, lastPage, notBefore, granted);
  }

  /** As if nothing had gone wrong: a person wants another try. */
  Cursor calmed() {
    return new Cursor(
        playlist, pageToken, listed, pending, seen, 0, 0, lastPage, notBefore, granted);
  }

  /** The page behind the current one. */
  Cursor turnedTo(String token, List<String> seenNow, LastPage left) {
    return new Cursor(
        playlist, token, false, pending, seenNow, restarts, timeouts, left, notBefore, granted);
  }

  /** There is nothing more to list. */
  Cursor ended() {
    return new Cursor(
        playlist, null, true, pending, List.of(), restarts, timeouts, lastPage, notBefore, granted);
  }

  /**
   * The first page again, as it is from now on; what was decided before is skipped by its video id.
   */
  Cursor restarted(Instant now) {
    return new Cursor(
        playlist, null, false, pending, List.of(), restarts + 1, timeouts, lastPage, now, granted);
  }
}
