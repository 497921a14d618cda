package dev.reelport.faults;

import dev.reelport.testing.e2e.Reelport;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link OverloadIT}, with 100,000 requests, or as many as the property says. */
@Tag(FaultTest.FULL_RUN_ONLY)
class FullOverloadIT {

  private static final int REQUESTS = Integer.getInteger("reelport.overload.requests", 100_000);
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
  @FaultTest(
      number = 24,
      promise = "at full size: memory stays flat; who is not served is told when to come back")
  void whoCannotBeAnsweredOverHttpIsToldToComeBack() throws Exception {
    new Overload(reelport, REQUESTS, PATIENCE).overHttp(4_000);
  }

  @Test
  @FaultTest(number = 24, promise = "at full size: what is accepted is done later")
  void recordsWaitInKafkaUntilTheyAreTaken() throws Exception {
    new Overload(reelport, REQUESTS, PATIENCE).overKafka();
  }
}
