package dev.reelport.youtube;

import io.smallrye.mutiny.Uni;

/**
 * Pays for calls. Every try of a call is charged before it is sent, whatever comes of it (YouTube:
 * even invalid requests cost at least one unit); only a try that was never sent is given back.
 */
public interface Payer {

  /** Charges one try; fails if the budget does not allow it, and then nothing must be sent. */
  Uni<Void> charge(Endpoint endpoint);

  /** Returns the charge of a try that was never sent (open breaker, rate limit). */
  Uni<Void> giveBack(Endpoint endpoint);
}
