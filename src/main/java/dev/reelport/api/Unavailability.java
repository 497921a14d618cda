package dev.reelport.api;

import dev.reelport.platform.StoreFailures;
import dev.reelport.quota.QuotaUnavailableException;

/** Tells a store that does not answer from a defect of ours. */
final class Unavailability {

  private Unavailability() {}

  static boolean is(Throwable failure) {
    return failure instanceof QuotaUnavailableException || StoreFailures.mayPass(failure);
  }
}
