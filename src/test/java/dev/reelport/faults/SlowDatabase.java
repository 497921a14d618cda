package dev.reelport.faults;

import dev.reelport.testing.e2e.Reelport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Makes PostgreSQL take its time with each new import, until it is closed. */
final class SlowDatabase implements AutoCloseable {

  private final Connection connection;

  private SlowDatabase(Connection connection) {
    this.connection = connection;
  }

  static SlowDatabase of(Reelport reelport, Duration delay) throws SQLException {
    SlowDatabase slow = new SlowDatabase(reelport.stack().postgres().connectAsSuperuser());
    slow.execute(
        "create function public.slow() returns trigger language plpgsql as"
            + " $$ begin perform pg_sleep("
            + delay.toMillis() / 1000.0
            + "); return new; end $$");
    slow.execute(
        "create trigger slow before insert on public.import for each row execute function slow()");
    return slow;
  }

  /** Whether somebody is being held up right now. */
  boolean isAtWork() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where wait_event = 'PgSleep'")) {
      rows.next();
      return rows.getInt(1) > 0;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      execute("drop function public.slow() cascade");
    }
  }
}
