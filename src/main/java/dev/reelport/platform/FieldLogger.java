package dev.reelport.platform;

import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Logs constant messages with values as fields, so that people can count and alert on them. */
public final class FieldLogger {

  private final Logger log;

  private FieldLogger(Logger log) {
    this.log = log;
  }

  /** The logger of a class. */
  public static FieldLogger of(Class<?> type) {
    return new FieldLogger(Logger.getLogger(type));
  }

  /** Logs at DEBUG; the fields are names and values in turn. */
  public void debug(String message, Object... fields) {
    log(Logger.Level.DEBUG, message, fields);
  }

  /** Logs at INFO; the fields are names and values in turn. */
  public void info(String message, Object... fields) {
    log(Logger.Level.INFO, message, fields);
  }

  /** Logs at WARN; the fields are names and values in turn. */
  public void warn(String message, Object... fields) {
    log(Logger.Level.WARN, message, fields);
  }

  /** Logs at ERROR; the fields are names and values in turn. */
  public void error(String message, Object... fields) {
    log(Logger.Level.ERROR, message, fields);
  }

  private void log(Logger.Level level, String message, Object... fields) {
    if (!log.isEnabled(level)) {
      return;
    }
    Map<String, Object> before = new HashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      String name = (String) fields[i];
      before.put(name, MDC.get(name));
      MDC.put(name, String.valueOf(fields[i + 1]));
    }
    try {
      log.log(FieldLogger.class.getName(), level, message, null, null);
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
