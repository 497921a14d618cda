package dev.reelport.testing.youtube;

import java.time.Instant;

/** How a used-up day is told. */
public enum QuotaForm {
  /** 403 {@code quotaExceeded}. */
  QUOTA_EXCEEDED_403,
  /** 403 {@code dailyLimitExceeded}, legacy. */
  DAILY_LIMIT_EXCEEDED_403,
  /** 429 {@code rateLimitExceeded} that names a limit per day, with details. */
  PER_DAY_429;

  ApiError error(Bucket bucket, int limit, Instant dayStart) {
    return switch (this) {
      case QUOTA_EXCEEDED_403 -> ApiErrors.quotaExceeded();
      case DAILY_LIMIT_EXCEEDED_403 -> ApiErrors.dailyLimitExceeded();
      case PER_DAY_429 -> ApiErrors.perDay(bucket, limit, dayStart);
    };
  }
}
