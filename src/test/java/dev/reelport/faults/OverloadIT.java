package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.faults.Rush.Outcome;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Thousands of requests at once: memory stays flat, and everything that is accepted is done. */
@Tag(FaultTest.FULL_RUN_ONLY)
@Tag(FaultTest.TAG)
class OverloadIT {

  private static final int REQUESTS = 5_000;
  private static final int RECORDS = 3_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static Reelport reelport;

  @BeforeAll
  static void start() {
    reelport = Reelport.with(Map.of("REELPORT_API_MOST_IN_FLIGHT", "300"));
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @Test
  @FaultTest(
      number = 24,
      promise = "memory stays flat; who is not served is told when to come back")
  void whoCannotBeAnsweredOverHttpIsToldToComeBack() throws Exception {
    new Overload(reelport, REQUESTS, PATIENCE).overHttp(1_000);
  }

  @Test
  @FaultTest(number = 24, promise = "what is accepted is done later")
  void recordsWaitInKafkaUntilTheyAreTaken() throws Exception {
    new Overload(reelport, RECORDS, PATIENCE).overKafka();
  }

  @Test
  void soManyPreviewsAskYouTubeAtATimeAndNoMore() throws Exception {
    // Given a YouTube that takes its time
    reelport.settled();
    SimChannel channel =
        reelport.youTube().world().channel("previews-" + UUID.randomUUID()).plain().uploads(3);
    HttpRequest.Builder preview =
        reelport.as(Reelport.newUser()).request("/v1/imports/preview").timeout(PATIENCE);
    reelport.youTube().latency(Duration.ofMillis(200));
    try (Rush rush = new Rush(400)) {
      // When
      List<Outcome> outcomes =
          rush.send(
              600,
              n ->
                  preview
                      .copy()
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofString("{\"target\":\"" + channel.id() + "\"}"))
                      .build());

      // Then
      System.out.println("overload: 600 previews, " + Rush.statuses(outcomes));
      assertThat(outcomes).allMatch(o -> o.status() == 200 || o.isRefusedForNow());
      assertThat(outcomes).filteredOn(o -> o.status() == 200).hasSizeGreaterThanOrEqualTo(240);
      assertThat(outcomes).filteredOn(Outcome::isRefusedForNow).isNotEmpty();
      assertThat(reelport.youTube().mostConnectionsOpen()).isLessThanOrEqualTo(40);
    } finally {
      reelport.youTube().latency(Duration.ZERO);
    }
  }
}
