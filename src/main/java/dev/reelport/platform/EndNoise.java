package dev.reelport.platform;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Leaves out of the log what the connector says of a poll that raced with the closing of its
 * consumer. A consumer is closed only when the service ends, so nothing that matters is lost; other
 * failures of polls are told.
 */
@LoggingFilter(name = "end-noise")
public final class EndNoise implements Filter {

  private static final String CONNECTOR = "io.smallrye.reactive.messaging.kafka";

  @Override
  public boolean isLoggable(LogRecord record) {
    return !(CONNECTOR.equals(record.getLoggerName()) && isClosedConsumer(record.getThrown()));
  }

  private static boolean isClosedConsumer(Throwable thrown) {
    return thrown instanceof IllegalStateException
        && "This consumer has already been closed.".equals(thrown.getMessage());
  }
}
