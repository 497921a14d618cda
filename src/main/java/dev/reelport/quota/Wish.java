package dev.reelport.quota;

import dev.reelport.platform.UserId;

/**
 * What somebody wants to spend.
 *
 * @param units more than 0
 * @param chargeId of this one try
 */
record Wish(UserId user, Bucket bucket, Priority priority, int units, String chargeId) {

  Wish {
    if (units <= 0) {
      throw new IllegalArgumentException("units must be more than 0");
    }
  }

  /** Whether it has to leave others their share: people who wait are not held back. */
  boolean isShared() {
    return priority == Priority.BULK && bucket == Bucket.GENERAL;
  }
}
