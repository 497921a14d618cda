package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
    int timeouts) {

  Cursor {
    pending = pending == null ? List.of() : List.copyOf(pending);
    seen = seen == null ? List.of() : List.copyOf(seen);
  }

  /** A channel nobody has looked up yet. */
  static Cursor unresolved() {
    return new Cursor(null, null, false, List.of(), List.of(), 0, 0);
  }

  /** The first page of a playlist. */
  static Cursor ofPlaylist(String playlist) {
    return new Cursor(playlist, null, false, List.of(), List.of(), 0, 0);
  }

  /** A single video, which needs no list. */
  static Cursor ofVideo(String videoId) {
    return new Cursor(null, null, true, List.of(videoId), List.of(), 0, 0);
  }

  Cursor withPlaylist(String id) {
    return new Cursor(id, pageToken, listed, pending, seen, restarts, timeouts);
  }

  Cursor withPending(List<String> ids) {
    return new Cursor(playlist, pageToken, listed, ids, seen, restarts, timeouts);
  }

  Cursor withTimeouts(int count) {
    return new Cursor(playlist, pageToken, listed, pending, seen, restarts, count);
  }

  /** As if nothing had gone wrong: a person wants another try. */
  Cursor calmed() {
    return new Cursor(playlist, pageToken, listed, pending, seen, 0, 0);
  }

  /** The page behind the current one. */
  Cursor turnedTo(String token, List<String> seenNow) {
    return new Cursor(playlist, token, false, pending, seenNow, restarts, timeouts);
  }

  /** There is nothing more to list. */
  Cursor ended() {
    return new Cursor(playlist, null, true, pending, List.of(), restarts, timeouts);
  }

  /** The first page again; what was decided before is skipped by its video id. */
  Cursor restarted() {
    return new Cursor(playlist, null, false, pending, List.of(), restarts + 1, timeouts);
  }
}
