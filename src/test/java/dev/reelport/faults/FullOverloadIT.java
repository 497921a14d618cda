package dev.reelport.faults;

import dev.reelport.testing.e2e.Reelport;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link OverloadIT}, with 100,000 requests. */
@Tag("faults-all")
class FullOverloadIT {

  private static final int REQUESTS = 100_000;
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static Reelport reelport;

  @BeforeAll
  static void start() {
    reelport = Reelport.with(Map.of());
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @Test
  void whoCannotBeAnsweredOverHttpIsToldToComeBack() throws Exception {
    new Overload(reelport, REQUESTS, PATIENCE).overHttp(4_000);
  }

  @Test
  void recordsWaitInKafkaUntilTheyAreTaken() throws Exception {
    new Overload(reelport, REQUESTS, PATIENCE).overKafka();
  }
}
