package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.faults.FaultTest;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.youtube.SimChannel;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A budget that is not enough for all, and users who want very different amounts of work done. */
class FairSharesIT {

  private static final int BUDGET = 90;
  private static final String SPENT =
      "select coalesce(sum(units_spent), 0) from import where user_id = ?";
  private static final String WAITING =
      "select count(*) from import where status = 'waiting' and waiting_reason = 'quota'";

  private final Reelport reelport =
      Reelport.with(Map.of("YOUTUBE_QUOTA_PROJECT", "100", "REELPORT_IMPORTS_GATE_RETRY", "2s"));

  @AfterEach
  void stop() {
    reelport.close();
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @Tag(FaultTest.TAG)
  void sharesAreEqualWhateverTheNumberOfImports() {
    // Given one user with ten channels and two with one each
    String many = Reelport.newUser();
    String one = Reelport.newUser();
    String other = Reelport.newUser();
    reelport.youTube().latency(Duration.ofMillis(100));
    for (int n = 0; n < 10; n++) {
      reelport.as(many).importOf(channel(1_000).id());
    }
    reelport.as(one).importOf(channel(2_000).id());
    reelport.as(other).importOf(channel(2_000).id());

    // When the budget of the day is spent
    awaitSpent(BUDGET);

    // Then each has had the same
    assertThat(spent(many)).isEqualTo(BUDGET / 3);
    assertThat(spent(one)).isEqualTo(BUDGET / 3);
    assertThat(spent(other)).isEqualTo(BUDGET / 3);
    assertThat(reelport.youTube().units()).isEqualTo(BUDGET);
    assertThat(reelport.count(WAITING)).isPositive();

    // And when the next day begins, they all go on by themselves and share again
    reelport.service().terminate();
    midnight();
    try (ServiceProcess tomorrow =
        reelport.anotherInstance(Map.of("REELPORT_QUOTA_CLOCK_OFFSET", "P1D"))) {
      awaitSpent(2 * BUDGET);
      assertThat(tomorrow.isRunning()).isTrue();
      assertThat(spent(many)).isEqualTo(2 * BUDGET / 3);
      assertThat(spent(one)).isEqualTo(2 * BUDGET / 3);
      assertThat(spent(other)).isEqualTo(2 * BUDGET / 3);
    }
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @Tag(FaultTest.TAG)
  void whatOneUserDoesNotWantGoesToTheOthers() {
    // Given one with a short list and one with a long one
    String little = Reelport.newUser();
    String much = Reelport.newUser();

    // When both import
    reelport.as(much).importOf(channel(5_000).id());
    String id = reelport.as(little).importOf(channel(50).id()).get("id").asText();

    // Then the short one ends, and the rest of the budget is for the long one
    assertThat(reelport.as(little).ended(id).get("status").asText()).isEqualTo("succeeded");
    awaitSpent(BUDGET);
    assertThat(spent(little)).isEqualTo(3);
    assertThat(spent(much)).isEqualTo(BUDGET - 3);
  }

  private SimChannel channel(int uploads) {
    return reelport
        .youTube()
        .world()
        .channel("shares-" + UUID.randomUUID())
        .plain()
        .uploads(uploads);
  }

  private void awaitSpent(int units) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> reelport.count("select coalesce(sum(units), 0) from quota_ledger"),
            spent -> spent >= units);
    // Whoever still has something in hand would spend more.
    reelport.settled();
  }

  /** What waits until midnight has waited long enough. */
  private void midnight() {
    try (Connection connection = reelport.stack().postgres().connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("update import set resumes_at = now() where status = 'waiting'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long spent(String user) {
    return reelport.count(SPENT, user);
  }
}
