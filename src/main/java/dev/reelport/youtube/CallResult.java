package dev.reelport.youtube;

import java.util.concurrent.TimeoutException;

/** What came of a try of a call, as far as metrics tell. */
enum CallResult {
  /** An answer. */
  OK,
  /** YouTube refused this request: 4xx, such as for what is not there. */
  CLIENT_ERROR,
  /** YouTube is ill: 5xx. */
  SERVER_ERROR,
  /** No answer, or not all of it, in time. */
  TIMEOUT,
  /** No connection, or one that was lost. */
  CONNECTION,
  /** The day's units are used up at Google. */
  QUOTA,
  /** Too many calls a minute, by Google's count. */
  THROTTLED,
  /** An answer that is none. */
  MALFORMED,
  /** Breaker open, or calls of the minute used up. */
  NOT_SENT,
  /** Our own defect. */
  BROKEN;

  /**
   * The result of a try that was sent.
   *
   * @param failure null if it has none
   * @param cancelled whether the guard gave it up, which it does when its time is over
   */
  static CallResult of(Throwable failure, boolean cancelled) {
    if (cancelled) {
      return TIMEOUT;
    }
    if (failure == null) {
      return OK;
    }
    if (failure instanceof YouTubeFailure.Unavailable ill) {
      return of(ill.getCause());
    }
    if (failure instanceof YouTubeFailure.Garbage) {
      return MALFORMED;
    }
    if (failure instanceof YouTubeFailure.DayUsedUp) {
      return QUOTA;
    }
    if (failure instanceof YouTubeFailure.Throttled) {
      return THROTTLED;
    }
    return failure instanceof YouTubeFailure ? CLIENT_ERROR : BROKEN;
  }

  /** Why YouTube was not available: its own answer has no cause. */
  private static CallResult of(Throwable cause) {
    if (cause == null) {
      return SERVER_ERROR;
    }
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof TimeoutException) {
        return TIMEOUT;
      }
    }
    return CONNECTION;
  }
}
