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
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The ledger on a real PostgreSQL, and the state of a budget from ledger and gate. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class QuotaStoreTest {

  private static final Instant NOW = Instant.parse("2026-07-01T19:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 7, 1);

  @Inject Ledger ledger;
  @Inject Quota quota;
  @Inject Sessions sessions;

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
    assertThat(project.used()).isEqualTo(5);
    assertThat(project.reserved()).isGreaterThanOrEqualTo(5);
    assertThat(sessions.await(() -> quota.heaviest(10)))
        .containsExactly(new Ledger.Spender(user, 5));
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

  private Charge.Granted charge(UserId user) {
    return (Charge.Granted) charge(user, 5);
  }

  private Charge charge(UserId user, int units) {
    String id = UUID.randomUUID().toString();
    return sessions.await(() -> quota.charge(user, GENERAL, Priority.INTERACTIVE, units, id));
  }

  private void book(LocalDate day, Bucket bucket, UserId user, int units) {
    sessions.inTransaction(s -> ledger.book(s, entry(day, bucket, user, units), NOW));
  }

  private static Ledger.Entry entry(LocalDate day, Bucket bucket, UserId user, int units) {
    return new Ledger.Entry(
        UUID.randomUUID(), day, 1, bucket, user, Optional.of(UUID.randomUUID()), units);
  }
}
