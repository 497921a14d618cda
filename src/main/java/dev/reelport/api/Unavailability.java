package dev.reelport.api;

import dev.reelport.quota.QuotaUnavailableException;
import io.vertx.core.VertxException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells a store that does not answer from a defect of ours. */
final class Unavailability {

  /** SQLSTATE classes: connection, resources, operator intervention, and a refused login. */
  private static final Set<String> CLASSES = Set.of("08", "53", "57", "28");

  private static final int DEEPEST = 16;

  private Unavailability() {}

  static boolean is(Throwable failure) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < DEEPEST; t = t.getCause(), depth++) {
      if (isItself(t)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isItself(Throwable t) {
    if (t instanceof DatabaseException database) {
      return isAway(database.getSqlState());
    }
    if (t instanceof SQLException sql) {
      return isAway(sql.getSQLState());
    }
    return t instanceof IOException
        || t instanceof TimeoutException
        || t instanceof io.smallrye.mutiny.TimeoutException
        || t instanceof ClosedConnectionException
        || t instanceof QuotaUnavailableException
        // What Vert.x throws when a pool has no connection in time, or loses one.
        || t instanceof VertxException
        || isPoolTimeout(t);
  }

  private static boolean isAway(String sqlState) {
    return sqlState != null && sqlState.length() == 5 && CLASSES.contains(sqlState.substring(0, 2));
  }

  private static boolean isPoolTimeout(Throwable t) {
    return t.getClass().getName().equals("io.vertx.core.impl.NoStackTraceThrowable")
        && "Timeout".equals(t.getMessage());
  }
}
