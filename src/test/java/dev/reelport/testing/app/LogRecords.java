package dev.reelport.testing.app;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** Listens to what a class logs, until it is closed. */
public final class LogRecords extends Handler implements AutoCloseable {

  private final Logger logger;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  private LogRecords(Logger logger) {
    this.logger = logger;
  }

  /** What was logged. */
  public record Entry(String level, String message, Map<String, String> fields) {}

  /** Starts to listen. */
  public static LogRecords of(Class<?> type) {
    LogRecords records = new LogRecords(Logger.getLogger(type.getName()));
    records.logger.addHandler(records);
    return records;
  }

  /** What was logged with this field, in order. */
  public List<Entry> withField(String name, String value) {
    return entries.stream().filter(entry -> value.equals(entry.fields().get(name))).toList();
  }

  /** Level, message and fields of each record, in order. */
  public List<String> lines() {
    return entries.stream()
        .map(entry -> entry.level() + " " + entry.message() + " " + new TreeMap<>(entry.fields()))
        .toList();
  }

  @Override
  public void publish(LogRecord record) {
    if (record instanceof ExtLogRecord extended) {
      entries.add(
          new Entry(record.getLevel().getName(), record.getMessage(), extended.getMdcCopy()));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
