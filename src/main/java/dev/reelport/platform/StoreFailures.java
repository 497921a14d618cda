package dev.reelport.platform;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;

/** Tells a store that does not answer, or that lost a race, from a defect of ours. */
public final class StoreFailures {

  /**
   * SQLSTATE classes: connection, refused login, lost serialization or deadlock, resources,
   * operator intervention (PostgreSQL 17, appendix A).
   */
  private static final Set<String> CLASSES = Set.of("08", "28", "40", "53", "57");

  /** A transaction that the server ended because its client said nothing for too long. */
  private static final String LEFT_IDLE = "25P03";

  private static final int DEEPEST = 16;

  private StoreFailures() {}

  /** Whether the same transaction may work later. Programming errors and bad data never do. */
  public static boolean mayPass(Throwable failure) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < DEEPEST; t = t.getCause(), depth++) {
      if (isAway(t)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAway(Throwable t) {
    if (t instanceof DatabaseException database) {
      return isAway(database.getSqlState());
    }
    if (t instanceof SQLException sql) {
      return isAway(sql.getSQLState());
    }
    return (t instanceof IOException && !(t instanceof JacksonException))
        || t instanceof TimeoutException
        || t instanceof io.smallrye.mutiny.TimeoutException
        || t instanceof ClosedConnectionException
        // Kafka: what its clients would try again.
        || t instanceof RetriableException
        // What Vert.x throws when a pool has no connection in time, or loses one.
        || t instanceof VertxException
        || isPoolTimeout(t);
  }

  private static boolean isAway(String sqlState) {
    return sqlState != null
        && sqlState.length() == 5
        && (CLASSES.contains(sqlState.substring(0, 2)) || sqlState.equals(LEFT_IDLE));
  }

  private static boolean isPoolTimeout(Throwable t) {
    return t.getClass().getName().equals("io.vertx.core.impl.NoStackTraceThrowable")
        && "Timeout".equals(t.getMessage());
  }
}
