package dev.reelport.sources;

import dev.reelport.imports.SharedLooks;
import dev.reelport.quota.QuotaUnavailableException;
import dev.reelport.youtube.YouTubeFailure;

/** Why a rung that costs units did not answer: reasons to look again later, and for no alarm. */
final class Troubles {

  private Troubles() {}

  /** Whether it is YouTube, or a budget, and no defect of ours. */
  static boolean isYouTubes(Throwable failure) {
    return failure instanceof YouTubeFailure || isRefused(failure);
  }

  /** Whether nothing was sent, because no budget allowed it. */
  static boolean isRefused(Throwable failure) {
    return SharedLooks.isRefused(failure)
        || failure instanceof QuotaUnavailableException
        || failure instanceof YouTubeFailure.BreakerOpen
        || failure instanceof YouTubeFailure.RateLimited
        || failure instanceof YouTubeFailure.DayUsedUp;
  }

  /** What it is called in metrics. */
  static String result(Throwable failure) {
    return isRefused(failure) ? "refused" : "failed";
  }
}
