package dev.reelport.imports;

import dev.reelport.connections.GrantFailure;
import dev.reelport.quota.Charge;
import dev.reelport.quota.QuotaUnavailableException;
import dev.reelport.youtube.YouTubeFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The one place that turns a failed call into a decision. */
final class Judge {

  /** As often as a listing starts again at once; a list that keeps breaking has to wait. */
  static final int QUICK_RESTARTS = 3;

  private static final Duration THROTTLED = Duration.ofSeconds(15);

  private final ImportsConfig config;
  private final Backoff backoff;
  private final Duration breakerDelay;

  Judge(ImportsConfig config, Backoff backoff, Duration breakerDelay) {
    this.config = config;
    this.backoff = backoff;
    this.breakerDelay = breakerDelay;
  }

  /** Which call failed. */
  enum Call {
    LOOKUP,
    FIRST_PAGE,
    LATER_PAGE,
    DETAILS
  }

  /**
   * Judges a failure of a call.
   *
   * @param resetsAt when the quota day ends
   * @return what to do; a failure that is none of YouTube's or the quota's is thrown on
   */
  Verdict judge(Throwable failure, Call call, Import i, Instant now, Instant resetsAt) {
    if (failure instanceof QuotaRefusedException refused && refused.by() == Charge.By.SHARE) {
      return new Verdict.Wait(WaitingReason.QUOTA, now.plus(config.gateRetry()));
    }
    if (failure instanceof QuotaRefusedException refused) {
      return new Verdict.Wait(WaitingReason.QUOTA, refused.resetsAt());
    }
    if (failure instanceof QuotaUnavailableException) {
      return new Verdict.Wait(WaitingReason.QUOTA, now.plus(config.gateRetry()));
    }
    if (failure instanceof GrantFailure grants) {
      return judge(grants, i, now);
    }
    if (failure instanceof YouTubeFailure youTubes) {
      return judge(youTubes, call, i, now, resetsAt);
    }
    throw failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }

  // Google's silence says nothing about the grant. Whoever disconnected meanwhile waits for
  // nothing, which the commit notices.
  private Verdict judge(GrantFailure failure, Import i, Instant now) {
    if (failure instanceof GrantFailure.Unavailable) {
      return waitForYouTube(i, now);
    }
    Instant until = i.progress().at().plus(config.reconnectWithin());
    return until.isAfter(now)
        ? new Verdict.Wait(WaitingReason.RECONNECT, until)
        : new Verdict.Fail(
            FailureCode.RECONNECT_REQUIRED,
            "Your connection to YouTube ended, and nobody renewed it for "
                + config.reconnectWithin().toDays()
                + " days. Connect YouTube again, then retry.");
  }

  /** The same for an import whose user had a grant and has none any more. */
  static Verdict withoutGrant(Verdict verdict) {
    boolean unseen =
        verdict instanceof Verdict.Fail fail
            && (fail.code() == FailureCode.NOT_FOUND || fail.code() == FailureCode.PRIVATE);
    return unseen
        ? new Verdict.Fail(
            FailureCode.RECONNECT_REQUIRED,
            "Without your connection YouTube does not show this. Connect YouTube again, then"
                + " retry.")
        : verdict;
  }

  private Verdict judge(
      YouTubeFailure failure, Call call, Import i, Instant now, Instant resetsAt) {
    if (failure instanceof YouTubeFailure.DayUsedUp) {
      return new Verdict.Wait(WaitingReason.QUOTA, resetsAt);
    }
    if (failure instanceof YouTubeFailure.Throttled throttled) {
      Duration pause = throttled.retryAfter().orElse(longer(THROTTLED, backoff(i)));
      return new Verdict.Wait(WaitingReason.RATE_LIMITED, now.plus(pause));
    }
    if (failure instanceof YouTubeFailure.RateLimited limited) {
      return new Verdict.Wait(WaitingReason.RATE_LIMITED, now.plus(limited.retryAfter()));
    }
    if (failure instanceof YouTubeFailure.BreakerOpen) {
      return new Verdict.Wait(WaitingReason.YOUTUBE_UNAVAILABLE, now.plus(breakerDelay));
    }
    if (failure instanceof YouTubeFailure.Unauthorized) {
      return new Verdict.Fail(
          FailureCode.RECONNECT_REQUIRED,
          "YouTube no longer accepts your connection. Connect YouTube again, then retry.");
    }
    if (failure instanceof YouTubeFailure.InvalidPageToken && call != Call.LATER_PAGE) {
      return waitForYouTube(i, now);
    }
    if (failure instanceof YouTubeFailure.NotFound
        || failure instanceof YouTubeFailure.InvalidPageToken) {
      return missing(call, i, now);
    }
    if (failure instanceof YouTubeFailure.Forbidden) {
      return new Verdict.Fail(
          FailureCode.PRIVATE,
          "This is private on YouTube. Make it public or unlisted there, then retry.");
    }
    return waitForYouTube(i, now);
  }

  private Verdict missing(Call call, Import i, Instant now) {
    return switch (call) {
      // YouTube loses good lists in the middle: that says nothing about the list.
      case LATER_PAGE -> restart(i, now);
      // YouTube: the uploads of a channel without public videos are "not found".
      case FIRST_PAGE ->
          i.kind() == TargetKind.CHANNEL ? new Verdict.EndOfList() : notFound(i.kind());
      case DETAILS -> i.kind() == TargetKind.VIDEO ? notFound(i.kind()) : waitForYouTube(i, now);
      case LOOKUP -> notFound(i.kind());
    };
  }

  private Verdict restart(Import i, Instant now) {
    if (i.cursor().restarts() < QUICK_RESTARTS) {
      return new Verdict.Restart(Optional.empty());
    }
    Verdict verdict = waitForYouTube(i, now);
    return verdict instanceof Verdict.Wait pause
        ? new Verdict.Restart(Optional.of(pause))
        : verdict;
  }

  /** What is asked for does not exist, or looks as if it did not. */
  private static Verdict.Fail notFound(TargetKind kind) {
    return new Verdict.Fail(
        FailureCode.NOT_FOUND,
        "YouTube knows no such "
            + kind.code()
            + ", or it is private or deleted. Check the address, then retry.");
  }

  private Verdict waitForYouTube(Import i, Instant now) {
    if (Duration.between(i.progress().at(), now).compareTo(config.giveUpAfter()) >= 0) {
      return new Verdict.Fail(
          FailureCode.YOUTUBE_UNAVAILABLE,
          "YouTube did not answer for "
              + config.giveUpAfter().toHours()
              + " hours. Retry goes on where the import stopped.");
    }
    return new Verdict.Wait(WaitingReason.YOUTUBE_UNAVAILABLE, now.plus(backoff(i)));
  }

  private Duration backoff(Import i) {
    return backoff.after(Math.max(i.progress().tries(), i.cursor().restarts() - QUICK_RESTARTS));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
