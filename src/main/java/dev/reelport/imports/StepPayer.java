package dev.reelport.imports;

import dev.reelport.platform.UserId;
import dev.reelport.quota.Bucket;
import dev.reelport.quota.Charge;
import dev.reelport.quota.Ledger;
import dev.reelport.quota.Priority;
import dev.reelport.quota.Quota;
import dev.reelport.youtube.Endpoint;
import dev.reelport.youtube.Payer;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Collectors;

/** Charges the calls of one step to its user, and remembers what is to be booked. */
final class StepPayer implements Payer {

  private final UUID booking = UUID.randomUUID();
  private final Quota quota;
  private final UserId user;
  private final Priority priority;
  private final int most;
  private final Deque<Charge.Granted> charges = new ConcurrentLinkedDeque<>();

  StepPayer(Quota quota, UserId user, Priority priority) {
    this(quota, user, priority, Integer.MAX_VALUE);
  }

  /** Pays for so many calls and no more. */
  StepPayer(Quota quota, UserId user, Priority priority, int most) {
    this.quota = quota;
    this.user = user;
    this.priority = priority;
    this.most = most;
  }

  /** The agreed number of units is spent. */
  static final class SpentEnoughException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SpentEnoughException() {
      super("The agreed number of units is spent");
    }
  }

  @Override
  public Uni<Void> charge(Endpoint endpoint) {
    if (spent() >= most) {
      return Uni.createFrom().failure(new SpentEnoughException());
    }
    return quota
        .charge(user, bucket(endpoint), priority, 1, UUID.randomUUID().toString())
        .invoke(this::take)
        .replaceWithVoid();
  }

  private void take(Charge charge) {
    if (charge instanceof Charge.Granted granted) {
      charges.push(granted);
    } else if (charge instanceof Charge.Refused refused) {
      throw new QuotaRefusedException(refused);
    }
  }

  @Override
  public Uni<Void> giveBack(Endpoint endpoint) {
    // All charges of a bucket are alike: one unit of the same user.
    Optional<Charge.Granted> unsent =
        charges.stream().filter(charge -> charge.bucket() == bucket(endpoint)).findFirst();
    unsent.ifPresent(charges::remove);
    return unsent.map(quota::giveBack).orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static Bucket bucket(Endpoint endpoint) {
    return endpoint == Endpoint.VIDEO_STATS ? Bucket.BATCH_GET_STATS : Bucket.GENERAL;
  }

  /** Units spent so far. */
  int spent() {
    return charges.stream().mapToInt(Charge.Granted::units).sum();
  }

  /** The charge of the latest call. */
  Optional<Charge.Granted> last() {
    return Optional.ofNullable(charges.peek());
  }

  /** The charges so far. */
  List<Charge.Granted> charges() {
    return List.copyOf(charges);
  }

  /**
   * What is to be booked, by day, opening and bucket: a step may run across midnight. All of a
   * payer is one booking, however often it is tried.
   */
  List<Ledger.Entry> entries(Optional<ImportId> importId) {
    Map<Line, Integer> units =
        charges.stream()
            .collect(Collectors.groupingBy(Line::of, Collectors.summingInt(Charge.Granted::units)));
    return units.entrySet().stream().map(spent -> entry(spent, importId)).toList();
  }

  private record Line(LocalDate day, int opening, Bucket bucket) {
    static Line of(Charge.Granted charge) {
      return new Line(charge.day().date(), charge.opening(), charge.bucket());
    }
  }

  private Ledger.Entry entry(Map.Entry<Line, Integer> spent, Optional<ImportId> importId) {
    return new Ledger.Entry(
        booking,
        spent.getKey().day(),
        spent.getKey().opening(),
        spent.getKey().bucket(),
        user,
        importId.map(ImportId::value),
        spent.getValue());
  }

  /** The entries are committed. */
  void booked() {
    quota.booked(charges);
  }
}
