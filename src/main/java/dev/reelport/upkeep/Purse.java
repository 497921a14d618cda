package dev.reelport.upkeep;

import dev.reelport.platform.UserId;
import dev.reelport.quota.Bucket;
import dev.reelport.quota.Charge;
import dev.reelport.quota.Ledger;
import dev.reelport.quota.Priority;
import dev.reelport.quota.Quota;
import dev.reelport.quota.QuotaDay;
import dev.reelport.youtube.Endpoint;
import dev.reelport.youtube.Payer;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Collectors;

/**
 * Pays for a call that is made for many: the first of them whose budget allows it. Counters have a
 * bucket of their own, which counts towards nobody's limit.
 */
final class Purse implements Payer {

  /** A booking has one entry a day, bucket and opening: so each user has one of their own. */
  private final Map<UserId, UUID> bookings = new ConcurrentHashMap<>();

  private final Quota quota;
  private final List<UserId> users;
  private final Deque<Charge.Granted> charges = new ConcurrentLinkedDeque<>();

  /**
   * @param users who have a project of what is asked for, at least one
   */
  Purse(Quota quota, List<UserId> users) {
    this.quota = quota;
    this.users = List.copyOf(users);
  }

  /** No budget allows the call; it was not sent. */
  static final class EmptyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EmptyException() {
      super("No budget allows another call");
    }
  }

  @Override
  public Uni<Void> charge(Endpoint endpoint) {
    return charge(bucket(endpoint), 0);
  }

  private Uni<Void> charge(Bucket bucket, int user) {
    return quota
        .charge(users.get(user), bucket, Priority.BULK, 1, UUID.randomUUID().toString())
        .chain(charge -> take(charge, bucket, user));
  }

  private Uni<Void> take(Charge charge, Bucket bucket, int user) {
    if (charge instanceof Charge.Granted granted) {
      charges.push(granted);
      return Uni.createFrom().voidItem();
    }
    boolean othersMayPay = ((Charge.Refused) charge).by() != Charge.By.PROJECT;
    return othersMayPay && user + 1 < users.size()
        ? charge(bucket, user + 1)
        : Uni.createFrom().failure(new EmptyException());
  }

  @Override
  public Uni<Void> giveBack(Endpoint endpoint) {
    Optional<Charge.Granted> unsent =
        charges.stream().filter(charge -> charge.bucket() == bucket(endpoint)).findFirst();
    unsent.ifPresent(charges::remove);
    return unsent.map(quota::giveBack).orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static Bucket bucket(Endpoint endpoint) {
    return endpoint == Endpoint.VIDEO_STATS ? Bucket.BATCH_GET_STATS : Bucket.GENERAL;
  }

  /** The charges so far. */
  List<Charge.Granted> charges() {
    return List.copyOf(charges);
  }

  /** The latest charge: for the call that was made last. */
  Optional<Charge.Granted> last() {
    return Optional.ofNullable(charges.peek());
  }

  private record Line(LocalDate day, int opening, Bucket bucket, UserId user) {
    static Line of(Charge.Granted charge) {
      QuotaDay day = charge.day();
      return new Line(day.date(), charge.opening(), charge.bucket(), charge.user());
    }
  }

  /** What is to be booked, the same however often that is tried. */
  List<Ledger.Entry> entries() {
    Map<Line, Integer> units =
        charges.stream()
            .collect(Collectors.groupingBy(Line::of, Collectors.summingInt(Charge.Granted::units)));
    return units.entrySet().stream().map(this::entry).toList();
  }

  private Ledger.Entry entry(Map.Entry<Line, Integer> spent) {
    Line line = spent.getKey();
    return new Ledger.Entry(
        bookings.computeIfAbsent(line.user(), user -> UUID.randomUUID()),
        line.day(),
        line.opening(),
        line.bucket(),
        line.user(),
        Optional.empty(),
        spent.getValue());
  }

  /** The entries are committed. */
  void booked() {
    quota.booked(charges);
  }
}
