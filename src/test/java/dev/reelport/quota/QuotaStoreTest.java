package dev.reelport.quota;

import static dev.reelport.quota.Bucket.BATCH_GET_STATS;
import static dev.reelport.quota.Bucket.GENERAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.reelport.platform.UserId;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.app.LogRecords;
import dev.reelport.testing.app.Sessions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ledger on a real PostgreSQL, and the state of a budget from ledger and gate. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class QuotaStoreTest {

  private static final Instant NOW = Instant.parse("2026-07-01T19:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 7, 1);

  @Inject Ledger ledger;
  @Inject Quota quota;
  @Inject StoredTruth truth;
  @Inject HighBudgets budgets;
  @Inject RedisAPI redis;
  @Inject Sessions sessions;

  private final List<Charge.Granted> charged = new ArrayList<>();

  @AfterEach
  void openAgain() {
    sessions.await(() -> redis.flushall(List.of()));
    charge(new UserId("opener"), 1);
    // What was charged and not booked is lost, here and in Redis.
    quota.booked(charged);
    sessions.await(quota::settle);
  }

  @Test
  void theLedgerSumsByDayBucketAndUser() {
    // Given
    UserId ann = new UserId("ledger-ann");
    UserId bob = new UserId("ledger-bob");
    book(DAY, GENERAL, ann, 3);
    book(DAY, GENERAL, ann, 4);
    book(DAY, GENERAL, bob, 9);
    book(DAY, GENERAL, new UserId("ledger-eve"), 1);
    book(DAY, BATCH_GET_STATS, ann, 100);
    book(DAY.plusDays(1), GENERAL, ann, 200);

    // When
    long spentByAnn = sessions.inTransaction(s -> ledger.spentBy(s, DAY, GENERAL, ann));
    long spent = sessions.inTransaction(s -> ledger.spent(s, DAY, GENERAL));
    long dayBefore = sessions.inTransaction(s -> ledger.spent(s, DAY.minusDays(1), GENERAL));
    var heaviest = sessions.inTransaction(s -> ledger.heaviest(s, DAY, GENERAL, 2));

    // Then
    assertThat(spentByAnn).isEqualTo(7);
    assertThat(spent).isEqualTo(17);
    assertThat(dayBefore).isZero();
    assertThat(heaviest).containsExactly(new Ledger.Spender(bob, 9), new Ledger.Spender(ann, 7));
  }

  @Test
  void whatIsChargedAndNotYetBookedIsReserved() {
    // Given
    UserId user = new UserId("state");
    Charge.Granted booked = charge(user);
    book(booked.day().date(), GENERAL, user, booked.units());
    charge(user);

    // When
    QuotaState own = sessions.await(() -> quota.ofUser(user));
    QuotaState project = sessions.await(() -> quota.ofProject(GENERAL));

    // Then
    assertThat(own)
        .isEqualTo(new QuotaState(5, 5, 10_000, 8_000, 9_000, 8_990, booked.day().resetsAt()));
    assertThat(project.used()).isGreaterThanOrEqualTo(5);
    assertThat(project.reserved()).isGreaterThanOrEqualTo(5);
    assertThat(sessions.await(() -> quota.heaviest(200))).contains(new Ledger.Spender(user, 5));
  }

  @Test
  void theWarningIsLoggedOnceAtTheCrossingAndEveryRefusalIsLogged() {
    // Given
    UserId user = new UserId("warned");
    try (LogRecords log = LogRecords.of(Quota.class)) {
      charge(user, 5_000);
      charge(user, 3_000);

      // When
      charge(user, 1);
      charge(user, 999);
      charge(user, 1);

      // Then
      assertThat(log.withField("user", "warned"))
          .extracting(LogRecords.Entry::level, LogRecords.Entry::message)
          .containsExactly(tuple("WARN", "quota high"), tuple("WARN", "quota exceeded"));
      assertThat(log.withField("user", "warned").get(0).fields())
          .containsEntry("used", "8001")
          .containsEntry("limit", "10000");
    }
  }

  @Test
  void aBookingEntersTheLedgerOnce() {
    // Given
    UserId user = new UserId("ledger-once");
    Ledger.Entry entry = entry(DAY.plusDays(7), GENERAL, user, 3);

    // When
    boolean first = sessions.inTransaction(s -> ledger.book(s, entry, NOW));
    boolean again = sessions.inTransaction(s -> ledger.book(s, entry, NOW));

    // Then
    assertThat(first).isTrue();
    assertThat(again).isFalse();
    long booked = sessions.inTransaction(s -> ledger.spentBy(s, DAY.plusDays(7), GENERAL, user));
    assertThat(booked).isEqualTo(3);
  }

  @Test
  void openingsAreCountedOnceATokenAndSeeLedgerAndAllowances() {
    // Given
    LocalDate day = DAY.plusDays(14);
    UserId user = new UserId("opened");
    UUID instance = UUID.randomUUID();
    sessions.await(() -> truth.allow(instance, day.minusDays(1), day.plusDays(1), 4));
    sessions.await(() -> truth.allow(instance, day, day.plusDays(1), 8));
    book(day, GENERAL, user, 7);
    book(day, BATCH_GET_STATS, user, 9);

    // When
    Truth.Standing first = sessions.await(() -> truth.open(day, "one"));
    Truth.Standing same = sessions.await(() -> truth.open(day, "one"));
    Truth.Standing second = sessions.await(() -> truth.open(day, "two"));
    Opening opening = second.opening();

    // Then
    assertThat(same).isEqualTo(first).isEqualTo(standing(day, 1, 0, Map.of()));
    assertThat(second).isEqualTo(standing(day, 2, 8, Map.of(GENERAL, 7L, BATCH_GET_STATS, 9L)));
    assertThat(sessions.await(() -> truth.spentBy(opening, user))).isEqualTo(7);
    assertThat(sessions.await(() -> truth.standing(opening)))
        .isEqualTo(new Truth.UserStanding(second, Map.of(user, 7L)));

    // And when the instance has settled, nothing is held back for this opening, but for the next
    sessions.await(() -> truth.settled(instance, opening));
    assertThat(sessions.await(() -> truth.margin(opening))).isZero();
    assertThat(sessions.await(() -> truth.open(day, "three")).margin()).isEqualTo(8);
    sessions.await(() -> truth.leave(instance));
    assertThat(sessions.await(() -> truth.open(day, "four")).margin()).isZero();
  }

  private static Truth.Standing standing(
      LocalDate day, int number, long margin, Map<Bucket, Long> spent) {
    return new Truth.Standing(new Opening(day, number), margin, spent);
  }

  @Test
  void anEmptiedRedisIsRebuiltFromPostgres() {
    // Given
    UserId user = new UserId("rebuilt");
    Charge.Granted booked = charge(user);
    book(booked.day().date(), GENERAL, user, booked.units());
    quota.booked(List.of(booked));

    // When
    openAgain();
    Charge.Granted granted = charge(user);

    // Then
    assertThat(granted.opening()).isGreaterThan(1);
    assertThat(granted.userUsed()).isEqualTo(10);
    long ledgers = sessions.await(() -> quota.ofProject(GENERAL)).used();
    assertThat(granted.projectUsed()).isBetween(ledgers + 5, ledgers + 6);
    assertThat(sessions.await(() -> quota.ofUser(user)).reserved()).isEqualTo(5);
  }

  @Test
  void aBudgetAboveItsWarningIsNoticedOnceADay() {
    // Given
    UserId user = new UserId("high");
    Charge.Granted below = charge(user);
    Charge.Granted above = (Charge.Granted) charge(user, 8_000);
    Charge.Granted further = charge(user);

    // When
    List<QuotaHigh> first = noticed(user, List.of(above, below, further));
    List<QuotaHigh> again = noticed(user, List.of(further));

    // Then
    assertThat(first).hasSize(1);
    assertThat(first.get(0).used()).isEqualTo(8_005);
    assertThat(first.get(0).warnAbove()).isEqualTo(8_000);
    assertThat(first.get(0).id()).isEqualTo("quota-high-user-high-" + below.day().date());
    assertThat(again).isEmpty();
  }

  @Test
  void aBucketThatCountsForNoUserWarnsOfNoUsersBudget() {
    // Given
    UserId user = new UserId("high-counters");
    charge(user, 8_005);

    // When
    Charge.Granted counters = (Charge.Granted) charge(user, BATCH_GET_STATS, 1);

    // Then
    assertThat(noticed(user, List.of(counters))).isEmpty();
  }

  private List<QuotaHigh> noticed(UserId user, List<Charge.Granted> charges) {
    return sessions.inTransaction(s -> budgets.notice(s, charges)).stream()
        .filter(budget -> user.value().equals(budget.user()))
        .toList();
  }

  private Charge.Granted charge(UserId user) {
    return (Charge.Granted) charge(user, 5);
  }

  private Charge charge(UserId user, int units) {
    return charge(user, GENERAL, units);
  }

  private Charge charge(UserId user, Bucket bucket, int units) {
    String id = UUID.randomUUID().toString();
    Charge charge =
        sessions.await(() -> quota.charge(user, bucket, Priority.INTERACTIVE, units, id));
    if (charge instanceof Charge.Granted granted) {
      charged.add(granted);
    }
    return charge;
  }

  private void book(LocalDate day, Bucket bucket, UserId user, int units) {
    sessions.inTransaction(s -> ledger.book(s, entry(day, bucket, user, units), NOW));
  }

  private static Ledger.Entry entry(LocalDate day, Bucket bucket, UserId user, int units) {
    return new Ledger.Entry(
        UUID.randomUUID(), day, 1, bucket, user, Optional.of(UUID.randomUUID()), units);
  }
}
