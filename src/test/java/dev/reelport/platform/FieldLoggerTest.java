package dev.reelport.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FieldLoggerTest {

  private final List<ExtLogRecord> records = new ArrayList<>();
  private final Logger logger = Logger.getLogger(FieldLoggerTest.class.getName());
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          ExtLogRecord wrapped = ExtLogRecord.wrap(record);
          wrapped.copyMdc();
          records.add(wrapped);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    MDC.clear();
  }

  @Test
  void theMessageStaysConstantAndTheValuesAreFieldsOfThatRecordOnly() {
    // Given
    MDC.put("user", "before");

    // When
    FieldLogger.of(FieldLoggerTest.class).warn("100 % {0} %s", "user", "u1", "limit", null);

    // Then
    assertThat(records)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getMessage()).isEqualTo("100 % {0} %s");
              assertThat(record.getMdcCopy()).isEqualTo(Map.of("user", "u1", "limit", "null"));
            });
    assertThat(MDC.getMap()).isEqualTo(Map.of("user", "before"));
  }

  @Test
  void halfAPairIsADefect() {
    assertThatThrownBy(() -> FieldLogger.of(FieldLoggerTest.class).info("m", "name"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
