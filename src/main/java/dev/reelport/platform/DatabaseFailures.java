package dev.reelport.platform;

import io.vertx.pgclient.PgException;
import java.util.Set;

/** Tells a database that is away from a statement that can never work. */
public final class DatabaseFailures {

  // SQLSTATE classes: data exception, integrity violation, invalid statement or name.
  private static final Set<String> PERMANENT = Set.of("22", "23", "42");

  private DatabaseFailures() {}

  /** Whether the same transaction may work later. Programming errors and bad data never do. */
  public static boolean mayPass(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException database) {
        String state = database.getSqlState();
        return state == null || state.length() < 2 || !PERMANENT.contains(state.substring(0, 2));
      }
      if (cause instanceof NullPointerException
          || cause instanceof IllegalArgumentException
          || cause instanceof ClassCastException
          || cause instanceof IndexOutOfBoundsException) {
        return false;
      }
    }
    return true;
  }
}
