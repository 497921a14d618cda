package dev.reelport.quota;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * Charges for one instance, and keeps in mind what it has charged until that is booked. Everything
 * fails with {@link QuotaUnavailableException}.
 */
final class Cashier {

  private final UUID instance;
  private final RedisGate gate;
  private final Truth truth;
  private final QuotaConfig config;
  private final Unbooked unbooked;
  private final Allowance allowance;

  Cashier(UUID instance, RedisGate gate, Truth truth, QuotaConfig config) {
    this.instance = instance;
    this.gate = gate;
    this.truth = truth;
    this.config = config;
    unbooked = new Unbooked(config.allowance());
    allowance = new Allowance(instance, truth);
  }

  /** Charges both budgets or none. */
  Uni<Charge> charge(Wish wish) {
    return Uni.createFrom()
        .deferred(
            () -> {
              boolean taken = unbooked.take(wish);
              return allowance
                  .cover(unbooked.units(), gate.today().date())
                  .onFailure()
                  .transform(RedisGate::unavailable)
                  .chain(() -> gate.charge(wish))
                  .ifNoItem()
                  .after(config.chargeTimeout())
                  .failWith(() -> new QuotaUnavailableException("The charge took too long"))
                  .invoke(charge -> keep(wish, charge, taken))
                  .onFailure()
                  .invoke(() -> forget(wish, taken))
                  .onCancellation()
                  .invoke(() -> forget(wish, taken));
            });
  }

  private void keep(Wish wish, Charge charge, boolean taken) {
    if (charge instanceof Charge.Granted granted) {
      unbooked.granted(granted);
    } else {
      forget(wish, taken);
    }
  }

  // What may have been charged all the same was not sent, so Google did not count it.
  private void forget(Wish wish, boolean taken) {
    if (taken) {
      unbooked.drop(wish.chargeId());
    }
  }

  /** Takes a charge back whose call was never sent. */
  Uni<Void> giveBack(Charge.Granted charge) {
    unbooked.drop(charge.chargeId());
    return gate.giveBack(charge);
  }

  /** The charge is in the ledger, and that is committed. */
  void booked(Charge.Granted charge) {
    unbooked.drop(charge.chargeId());
  }

  /** Says what of the past is booked here, and lowers today's margin as far as all have said so. */
  Uni<Void> settle() {
    return gate.openDay(gate.today().date())
        .map(open -> open.filter(day -> day.margin() > 0))
        .chain(open -> open.map(this::settle).orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> settle(OpenDay open) {
    unbooked.know(open.asOpening());
    return sayIfSettled(open.asOpening())
        .chain(() -> truth.margin(open.asOpening()))
        .chain(margin -> margin < open.margin() ? gate.settle(open) : Uni.createFrom().voidItem());
  }

  private Uni<Void> sayIfSettled(Opening opening) {
    return unbooked.isEmptyBefore(opening)
        ? truth.settled(instance, opening)
        : Uni.createFrom().voidItem();
  }

  /** Ends: with everything booked, this instance need not be reckoned with any more. */
  Uni<Void> leave() {
    return unbooked.isEmpty() ? truth.leave(instance) : Uni.createFrom().voidItem();
  }

  /** Units charged and not booked yet. */
  int unbooked() {
    return unbooked.units();
  }
}
