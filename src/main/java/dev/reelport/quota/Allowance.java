package dev.reelport.quota;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What this instance has promised never to exceed with what it charged and did not book. It starts
 * small and doubles when it has to, because it is held back when Redis is lost.
 */
final class Allowance {

  /** Units of an ordinary step. */
  private static final int FIRST = 4;

  private final UUID instance;
  private final Truth truth;
  private int units = FIRST;
  private LocalDate through = LocalDate.MIN;
  private Uni<Void> booking;

  Allowance(UUID instance, Truth truth) {
    this.instance = instance;
    this.truth = truth;
  }

  /** Completes when so many units are covered today and tomorrow, mostly at once. */
  synchronized Uni<Void> cover(int wanted, LocalDate today) {
    LocalDate tomorrow = today.plusDays(1);
    if (wanted <= units && !through.isBefore(tomorrow)) {
      return Uni.createFrom().voidItem();
    }
    if (booking == null) {
      booking = book(Math.max(wanted, wanted > units ? 2 * units : units), tomorrow);
    }
    return booking.chain(() -> cover(wanted, today));
  }

  private Uni<Void> book(int more, LocalDate tomorrow) {
    // The day of Redis' clock may be another one than today here, by one.
    return truth
        .allow(instance, tomorrow.minusDays(2), tomorrow, more)
        .invoke(() -> booked(more, tomorrow))
        .onTermination()
        .invoke(this::ended)
        .memoize()
        .indefinitely();
  }

  private synchronized void booked(int more, LocalDate tomorrow) {
    units = more;
    through = tomorrow;
  }

  private synchronized void ended() {
    booking = null;
  }
}
