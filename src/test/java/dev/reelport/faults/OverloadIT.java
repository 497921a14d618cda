package dev.reelport.faults;

import dev.reelport.testing.e2e.Reelport;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Thousands of requests at once: memory stays flat, and everything that is accepted is done. */
class OverloadIT {

  private static final int REQUESTS = 5_000;
  private static final int RECORDS = 3_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static Reelport reelport;

  @BeforeAll
  static void start() {
    reelport = Reelport.with(Map.of("REELPORT_API_MOST_IN_FLIGHT", "200"));
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @Test
  void whoCannotBeAnsweredOverHttpIsToldToComeBack() throws Exception {
    new Overload(reelport, REQUESTS, PATIENCE).overHttp(1_000);
  }

  @Test
  void recordsWaitInKafkaUntilTheyAreTaken() throws Exception {
    new Overload(reelport, RECORDS, PATIENCE).overKafka();
  }
}
