package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.platform.UserId;
import dev.reelport.quota.Bucket;
import dev.reelport.quota.Ledger;
import dev.reelport.quota.Priority;
import dev.reelport.quota.Quota;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.app.Sessions;
import dev.reelport.youtube.Endpoint;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Units whose commit failed, or seemed to, are booked once. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class ArrearsTest {

  @Inject Arrears arrears;
  @Inject Books books;
  @Inject Ledger ledger;
  @Inject Quota quota;
  @Inject ImportStore imports;
  @Inject Sessions sessions;

  private final Import made = imported(new UserId("arrears-" + UUID.randomUUID()));

  private static Import imported(UserId user) {
    ImportRequest like = Made.video(1).request();
    ImportRequest request =
        new ImportRequest(user, Optional.empty(), like.written(), like.target(), like.options());
    return Import.queued(new ImportId(UUID.randomUUID()), request, Made.NOW);
  }

  @BeforeEach
  void anImportThatHasEnded() {
    Import ended =
        made.moved(
            made.active().fail(FailureCode.INTERNAL, "for the test"), made.progress(), 0, Made.NOW);
    sessions.inTransaction(
        session ->
            imports
                .insert(session, made, 3)
                .chain(() -> imports.save(session, ended, made.version(), 0, Made.NOW)));
  }

  @Test
  void unitsOfAFailedCommitAreBookedAndAddedToTheirImport() {
    // Given
    StepPayer payer = paid(3);

    // When
    arrears.add(made.user(), Optional.of(made.id()), payer);
    sessions.await(arrears::settle);
    sessions.await(arrears::settle);

    // Then
    assertThat(booked(payer)).isEqualTo(3);
    assertThat(unitsSpent()).isEqualTo(3);
  }

  @Test
  void unitsOfACommitThatHadWorkedAreNotBookedAgain() {
    // Given
    StepPayer payer = paid(2);
    sessions.inTransaction(
        session -> books.writeOff(session, made.user(), Optional.of(made.id()), payer, Made.NOW));

    // When
    arrears.add(made.user(), Optional.of(made.id()), payer);
    sessions.await(arrears::settle);

    // Then
    assertThat(booked(payer)).isEqualTo(2);
    assertThat(unitsSpent()).isEqualTo(2);
  }

  private StepPayer paid(int units) {
    StepPayer payer = new StepPayer(quota, made.user(), Priority.BULK);
    for (int n = 0; n < units; n++) {
      sessions.await(() -> payer.charge(Endpoint.VIDEOS));
    }
    return payer;
  }

  private long booked(StepPayer payer) {
    LocalDate day = payer.last().orElseThrow().day().date();
    return sessions.inTransaction(
        session -> ledger.spentBy(session, day, Bucket.GENERAL, made.user()));
  }

  private int unitsSpent() {
    return sessions
        .inTransaction(session -> imports.byId(session, made.id()))
        .orElseThrow()
        .view()
        .units()
        .spent();
  }
}
