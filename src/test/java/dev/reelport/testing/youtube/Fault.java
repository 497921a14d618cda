package dev.reelport.testing.youtube;

import java.time.Duration;

/** What goes wrong with a call. {@link Faults} names the usual ones. */
public sealed interface Fault {

  /** That status and body instead of the true answer. */
  record Answered(int status, String contentType, String body) implements Fault {}

  /** The true answer, that much later. */
  record Delayed(Duration delay) implements Fault {}

  /** Head and half of the body at once, the rest that much later. */
  record SlowBody(Duration delay) implements Fault {}

  /** No answer at all, and the connection stays open. */
  record Stalled() implements Fault {}

  /** Head and half of the body, then nothing, and the connection stays open. */
  record StalledBody() implements Fault {}

  /** The connection is reset before anything is answered. */
  record Reset() implements Fault {}

  /** The connection is lost within the body. */
  record CutBody() implements Fault {}

  /** A complete answer with the first half of the JSON. */
  record TruncatedJson() implements Fault {}

  /** The true items, cut into pages in that way. */
  record Paging(PageQuirk quirk) implements Fault {}
}
