package dev.reelport.quota;

import java.util.HashMap;
import java.util.Map;

/**
 * What this instance has charged, or is about to, and not booked yet: bounded, because it is what
 * nobody knows when both this instance and Redis are lost.
 */
final class Unbooked {

  /**
   * @param since an opening that was not after the charge
   */
  private record Held(int units, Opening since) {}

  private final int most;
  private final Map<String, Held> charges = new HashMap<>();
  private int units;
  private Opening latest = Opening.NONE;

  Unbooked(int most) {
    this.most = most;
  }

  /**
   * Makes room for a charge that is about to be asked for; false if it has it already.
   *
   * @throws QuotaUnavailableException if there is none
   */
  synchronized boolean take(Wish wish) {
    if (charges.containsKey(wish.chargeId())) {
      return false;
    }
    if (units + wish.units() > most) {
      throw new QuotaUnavailableException("Too much is charged and not booked yet");
    }
    charges.put(wish.chargeId(), new Held(wish.units(), latest));
    units += wish.units();
    return true;
  }

  /** The charge was granted. */
  synchronized void granted(Charge.Granted charge) {
    Opening opening = new Opening(charge.day().date(), charge.opening());
    know(opening);
    charges.computeIfPresent(charge.chargeId(), (id, held) -> new Held(held.units(), opening));
  }

  /** The charge was not granted, is given back, or is booked. */
  synchronized void drop(String chargeId) {
    Held held = charges.remove(chargeId);
    units -= held == null ? 0 : held.units();
  }

  /** There was this opening: what is asked for from now on is charged in it or in a later one. */
  synchronized void know(Opening opening) {
    latest = latest.isBefore(opening) ? opening : latest;
  }

  /** Whether all that was charged before this opening is booked. */
  synchronized boolean isEmptyBefore(Opening opening) {
    return charges.values().stream().noneMatch(held -> held.since().isBefore(opening));
  }

  synchronized boolean isEmpty() {
    return charges.isEmpty();
  }

  synchronized int units() {
    return units;
  }
}
