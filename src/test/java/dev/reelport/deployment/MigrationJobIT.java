package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.stack.DevStack;
import dev.reelport.testing.stack.ServiceProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The migration as a job of its own, and a service that leaves the schema alone. */
class MigrationJobIT {

  private static DevStack stack;

  @BeforeAll
  static void start() {
    stack = DevStack.start();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void theJobMigratesAndEndsAndTheServiceStartsWithoutTheOwnersPassword() throws SQLException {
    // Given an empty database, and a job that sees neither Redis nor Kafka
    Map<String, String> job = new HashMap<>(stack.environment());
    job.keySet().removeIf(name -> !name.startsWith("DATABASE_"));
    job.remove("DATABASE_PASSWORD");
    job.put("REELPORT_MIGRATE_ONLY", "true");
    assertThat(tables()).isZero();

    // When it runs, and runs again
    assertThat(ServiceProcess.runToItsEnd(job)).isZero();
    assertThat(ServiceProcess.runToItsEnd(job)).isZero();

    // Then the schema is there, and the service works on it as a role that owns nothing
    assertThat(tables()).isPositive();
    Map<String, String> service = new HashMap<>(stack.environment());
    service.keySet().removeIf(name -> name.startsWith("DATABASE_MIGRATION_"));
    service.put("REELPORT_MIGRATE_AT_START", "false");
    try (ServiceProcess running = ServiceProcess.start(service)) {
      assertThat(running.isReady()).isTrue();
    }
  }

  @Test
  void aJobThatCannotMigrateSaysSo() {
    Map<String, String> job = new HashMap<>(stack.environment());
    job.put("REELPORT_MIGRATE_ONLY", "true");
    job.put("DATABASE_MIGRATION_PASSWORD", "wrong");
    assertThat(ServiceProcess.runToItsEnd(job)).isNotZero();
  }

  private static long tables() throws SQLException {
    try (Connection connection = stack.postgres().connectAsSuperuser();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) from information_schema.tables where table_schema = 'public'")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
