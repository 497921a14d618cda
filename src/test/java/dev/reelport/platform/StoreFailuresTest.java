package dev.reelport.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.hibernate.HibernateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFailuresTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08006", // connection failure
        "28P01", // refused login
        "40001", // lost serialization
        "40P01", // deadlock
        "53300", // too many connections
        "57P01", // shut down by an administrator
        "57014", // given up after the statement timeout
        "25P03" // left idle in a transaction
      })
  void whatTheDatabaseSaysOfItselfMayPass(String state) {
    assertThat(StoreFailures.mayPass(database(state))).isTrue();
    assertThat(StoreFailures.mayPass(new SQLException("away", state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "23505", // unique violation
        "22001", // too long
        "42P01", // no such table
        "4", // no state at all
        ""
      })
  void whatTheDatabaseSaysOfOurStatementsNeverPasses(String state) {
    assertThat(StoreFailures.mayPass(database(state))).isFalse();
    assertThat(StoreFailures.mayPass(new SQLException("wrong", state))).isFalse();
  }

  @Test
  void lostConnectionsAndPoolsWithoutOneMayPassHoweverDeepTheyAreWrapped() {
    for (Throwable away :
        List.of(
            new ConnectException("refused"),
            new TimeoutException(),
            new VertxException("closed"),
            new NoStackTraceThrowable("Timeout"))) {
      assertThat(StoreFailures.mayPass(away)).isTrue();
      assertThat(
              StoreFailures.mayPass(new CompletionException(new HibernateException("query", away))))
          .isTrue();
    }
  }

  @Test
  void defectsAndBadDataNeverPass() {
    for (Throwable defect :
        List.of(
            new IllegalStateException("defect"),
            new NoStackTraceThrowable("something else"),
            new JsonParseException(null, "not JSON"))) {
      assertThat(StoreFailures.mayPass(defect)).isFalse();
    }
  }

  @Test
  void aCircleOfCausesComesToAnEnd() {
    Exception one = new IllegalStateException("one");
    Exception other = new IllegalStateException("other", one);
    one.initCause(other);

    assertThat(StoreFailures.mayPass(other)).isFalse();
  }

  private static PgException database(String state) {
    return new PgException("message", "ERROR", state, "detail");
  }
}
