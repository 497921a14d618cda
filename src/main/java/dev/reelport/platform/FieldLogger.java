package dev.reelport.platform;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.MDC;

/**
 * Logs constant messages with their values as fields, so that people can alert on the message: the
 * fields are in the diagnostic context while the record is written, where the JSON format finds
 * them, and {@code %X} in the console's. Use it as {@code LOG.error("Circuit breaker OPENED",
 * "failures", 5, "recovery", recovery)}. Never pass a payload, a token or a key.
 */
public final class FieldLogger {

  private final Logger logger;

  private FieldLogger(Logger logger) {
    this.logger = logger;
  }

  /** The logger of a class. */
  public static FieldLogger of(Class<?> type) {
    return new FieldLogger(Logger.getLogger(type));
  }

  /** Somebody has to act. */
  public void error(String message, Object... fields) {
    log(Level.ERROR, message, null, fields);
  }

  /** As {@link #error(String, Object...)}, with what was thrown. */
  public void error(Throwable thrown, String message, Object... fields) {
    log(Level.ERROR, message, thrown, fields);
  }

  /** Somebody should look. */
  public void warn(String message, Object... fields) {
    log(Level.WARN, message, null, fields);
  }

  /** As {@link #warn(String, Object...)}, with what was thrown. */
  public void warn(Throwable thrown, String message, Object... fields) {
    log(Level.WARN, message, thrown, fields);
  }

  /** What an operator wants to have seen afterwards. */
  public void info(String message, Object... fields) {
    log(Level.INFO, message, null, fields);
  }

  /** What a developer wants to see. */
  public void debug(String message, Object... fields) {
    log(Level.DEBUG, message, null, fields);
  }

  private void log(Level level, String message, Throwable thrown, Object... fields) {
    if (fields.length % 2 != 0) {
      throw new IllegalArgumentException("fields are pairs of a name and a value");
    }
    if (!logger.isEnabled(level)) {
      return;
    }
    Map<String, Object> before = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      String name = (String) fields[i];
      before.put(name, MDC.get(name));
      MDC.put(name, String.valueOf(fields[i + 1]));
    }
    try {
      logger.log(level, message, thrown);
    } finally {
      before.forEach(FieldLogger::restore);
    }
  }

  private static void restore(String name, Object value) {
    if (value == null) {
      MDC.remove(name);
    } else {
      MDC.put(name, value);
    }
  }
}
