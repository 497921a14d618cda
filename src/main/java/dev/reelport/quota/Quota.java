package dev.reelport.quota;

import dev.reelport.platform.EventLoop;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks before units are spent, and says how the budgets stand. */
@ApplicationScoped
public class Quota {

  private static final FieldLogger LOG = FieldLogger.of(Quota.class);

  private final RedisGate gate;
  private final Cashier cashier;
  private final Ledger ledger;
  private final QuotaMetrics metrics;
  private final Sessions sessions;

  @Inject
  Quota(
      RedisAPI redis,
      StoredTruth truth,
      InstantSource clock,
      QuotaConfig config,
      Ledger ledger,
      QuotaMetrics metrics,
      Sessions sessions) {
    this.gate = new RedisGate(redis, truth, clock, config);
    this.cashier = new Cashier(UUID.randomUUID(), gate, truth, config);
    this.ledger = ledger;
    this.metrics = metrics;
    this.sessions = sessions;
  }

  /**
   * Charges the user's and the project's budget, both or none. Whatever is granted has to be given
   * back or {@link #booked}: what is not is missing to later charges.
   *
   * @param chargeId of this one try; repeated within {@link QuotaConfig#chargeMemory()}, it is
   *     charged once and answered the same
   * @return fails with {@link QuotaUnavailableException}
   */
  public Uni<Charge> charge(
      UserId user, Bucket bucket, Priority priority, int units, String chargeId) {
    Wish wish = new Wish(user, bucket, priority, units, chargeId);
    return EventLoop.here(cashier.charge(wish)).invoke(charge -> tell(wish, charge));
  }

  /**
   * Returns the units of a call that was never sent, once, to the day they were charged to.
   *
   * @return fails with {@link QuotaUnavailableException}; the units then count as spent
   */
  public Uni<Void> giveBack(Charge.Granted charge) {
    return EventLoop.here(cashier.giveBack(charge));
  }

  /** These units are in the ledger, and that is committed. */
  public void booked(Collection<Charge.Granted> charges) {
    charges.forEach(cashier::booked);
  }

  /**
   * Refuses everything in this bucket for the rest of the day: Google says that it is used up. On a
   * day that has only begun, for {@link QuotaConfig#youngDay()}.
   *
   * @param day the day the refused call was charged to
   * @return when the bucket opens again; fails with {@link QuotaUnavailableException}
   */
  public Uni<Instant> close(Bucket bucket, QuotaDay day) {
    return EventLoop.here(gate.close(bucket, day));
  }

  /** How the user's own budget stands today; without Redis, by the ledger alone. */
  public Uni<QuotaState> ofUser(UserId user) {
    return state(
        gate.userLimits(),
        gate.ofUser(user),
        day ->
            sessions.ofUser(user, session -> ledger.spentBy(session, day, Bucket.GENERAL, user)));
  }

  /** How the project's bucket stands today; without Redis, by the ledger alone. */
  public Uni<QuotaState> ofProject(Bucket bucket) {
    return state(
        gate.projectLimits(bucket),
        gate.ofProject(bucket),
        day -> sessions.ofWorker(session -> ledger.spent(session, day, bucket)));
  }

  /** Who spent most of the general bucket today, heaviest first. */
  public Uni<List<Ledger.Spender>> heaviest(int limit) {
    return today(gate.ofProject(Bucket.GENERAL))
        .flatMap(
            count ->
                sessions.ofWorker(
                    session ->
                        ledger.heaviest(session, count.day().date(), Bucket.GENERAL, limit)));
  }

  /** The budgets that these charges found, or brought, above the warning, each once. */
  List<QuotaHigh> high(Collection<Charge.Granted> charges) {
    Map<String, QuotaHigh> high = new LinkedHashMap<>();
    for (Charge.Granted charge : charges) {
      budgets(charge)
          .filter(budget -> budget.used() > budget.warnAbove())
          .forEach(
              budget ->
                  high.merge(
                      budget.id(),
                      budget,
                      (one, other) -> one.used() < other.used() ? one : other));
    }
    return List.copyOf(high.values());
  }

  private Stream<QuotaHigh> budgets(Charge.Granted charge) {
    return charge.bucket().countsForUsers()
        ? Stream.of(ofUser(charge), ofProject(charge))
        : Stream.of(ofProject(charge));
  }

  private QuotaHigh ofUser(Charge.Granted charge) {
    return QuotaHigh.ofUser(charge, gate.userLimits(), gate.reset(charge.day()));
  }

  private QuotaHigh ofProject(Charge.Granted charge) {
    return QuotaHigh.ofProject(
        charge, gate.projectLimits(charge.bucket()), gate.reset(charge.day()));
  }

  /** Says what of the past is booked here; see {@link Cashier#settle}. */
  Uni<Void> settle() {
    return cashier.settle();
  }

  /** Ends, after everything that charges has ended. */
  Uni<Void> leave() {
    return cashier.leave();
  }

  private Uni<QuotaState> state(
      Limits limits, Uni<RedisGate.Count> counted, Function<LocalDate, Uni<Long>> booked) {
    return today(counted)
        .flatMap(
            count ->
                booked
                    .apply(count.day().date())
                    .map(
                        units ->
                            QuotaState.of(limits, units, count.units(), gate.reset(count.day()))));
  }

  /** The count, or without Redis nothing on the day this instance takes it for. */
  private Uni<RedisGate.Count> today(Uni<RedisGate.Count> counted) {
    return EventLoop.here(counted)
        .onFailure(QuotaUnavailableException.class)
        .recoverWithItem(() -> new RedisGate.Count(gate.today(), 0));
  }

  private void tell(Wish wish, Charge charge) {
    if (charge instanceof Charge.Refused refused) {
      metrics.refused(refused.by(), wish.bucket());
    }
    log(wish, charge);
  }

  private void log(Wish wish, Charge charge) {
    String bucket = wish.bucket().key();
    if (charge instanceof Charge.Refused refused && refused.by() == Charge.By.SHARE) {
      // Nothing is used up: others come first.
      LOG.debug("quota share reached", "user", wish.user(), "bucket", bucket);
    } else if (charge instanceof Charge.Refused refused) {
      LOG.warn(
          "quota exceeded",
          "user",
          wish.user(),
          "bucket",
          bucket,
          "by",
          refused.by(),
          "resetsAt",
          refused.resetsAt());
    } else if (charge instanceof Charge.Granted granted) {
      LOG.debug("quota", "user", wish.user(), "bucket", bucket, "units", wish.units());
      if (granted.crossedUserWarn()) {
        warnHigh("user", wish.user(), granted.userUsed(), gate.userLimits());
      }
      if (granted.crossedProjectWarn()) {
        warnHigh("bucket", bucket, granted.projectUsed(), gate.projectLimits(wish.bucket()));
      }
    }
  }

  private static void warnHigh(String whose, Object name, long used, Limits limits) {
    LOG.warn("quota high", whose, name, "used", used, "limit", limits.limit());
  }
}
