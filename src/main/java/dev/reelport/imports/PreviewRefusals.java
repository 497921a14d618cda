package dev.reelport.imports;

import dev.reelport.connections.GrantFailure;
import dev.reelport.imports.Advance.Moment;
import dev.reelport.quota.Charge;
import dev.reelport.quota.QuotaUnavailableException;
import dev.reelport.youtube.YouTubeFailure;
import java.time.Duration;
import java.time.Instant;

/** Words why there is nothing to be shown. */
final class PreviewRefusals {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private PreviewRefusals() {}

  static boolean isExpected(Throwable failure) {
    return failure instanceof YouTubeFailure
        || failure instanceof GrantFailure
        || failure instanceof QuotaRefusedException
        || failure instanceof QuotaUnavailableException
        || failure instanceof StepPayer.SpentEnoughException;
  }

  static PreviewRefusal of(Throwable failure, TargetKind kind, Moment moment) {
    if (failure instanceof QuotaRefusedException refused) {
      String whose = refused.by() == Charge.By.USER ? "Your" : "The platform's";
      return quota(whose + " YouTube budget of today is used up.", refused.resetsAt(), moment);
    }
    if (failure instanceof YouTubeFailure.DayUsedUp) {
      return quota("The platform's YouTube budget of today is used up.", moment.resetsAt(), moment);
    }
    if (failure instanceof GrantFailure.NotConnected) {
      return new PreviewRefusal.NotConnected("You have not connected your YouTube yet.");
    }
    if (needsReconnect(failure)) {
      return new PreviewRefusal.ReconnectRequired(
          "Your connection to YouTube has ended. Connect YouTube again.");
    }
    if (failure instanceof YouTubeFailure.InvalidPageToken) {
      return new PreviewRefusal.Outdated("The list has changed. Begin again without a cursor.");
    }
    if (failure instanceof YouTubeFailure.NotFound || failure instanceof YouTubeFailure.Forbidden) {
      return new PreviewRefusal.NotFound(
          "YouTube knows no such "
              + kind.code()
              + ", or it is private or deleted. Check the address.");
    }
    return new PreviewRefusal.YouTubeUnavailable(
        "YouTube cannot be asked right now. Try again later; an import can be requested all the"
            + " same, it waits by itself.",
        pause(failure));
  }

  private static boolean needsReconnect(Throwable failure) {
    return failure instanceof GrantFailure.NeedsReconnect
        || failure instanceof YouTubeFailure.Unauthorized;
  }

  private static PreviewRefusal quota(String what, Instant resetsAt, Moment moment) {
    return new PreviewRefusal.QuotaExceeded(
        what + " It is renewed at " + resetsAt + ".", Duration.between(moment.now(), resetsAt));
  }

  private static Duration pause(Throwable failure) {
    if (failure instanceof StepPayer.SpentEnoughException) {
      return AT_ONCE;
    }
    if (failure instanceof YouTubeFailure.RateLimited limited) {
      return limited.retryAfter();
    }
    return failure instanceof YouTubeFailure.Throttled throttled
        ? throttled.retryAfter().orElse(SOON)
        : SOON;
  }
}
