package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.faults.FaultTest;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that has done its steps of the minute does no more, and goes on by itself. */
class RateLimitIT {

  @Tag(FaultTest.FULL_RUN_ONLY)
  @Tag(FaultTest.TAG)
  @Test
  void stepsBeyondTheLimitWaitForTheNextWindow(@TempDir Path folder) throws Exception {
    // Given a worker that takes five steps in a window, which is 10 s here and not a minute
    Path window =
        Files.writeString(
            folder.resolve("window.properties"),
            """
            quarkus.fault-tolerance."dev.reelport.imports.StepGate/enter".rate-limit.window=10
            quarkus.fault-tolerance."dev.reelport.imports.StepGate/enter".rate-limit.window-unit=seconds
            """);
    try (Reelport reelport =
        Reelport.with(
            Map.of(
                "REELPORT_TASKS_PER_MINUTE", "5", "QUARKUS_CONFIG_LOCATIONS", window.toString()))) {
      ApiClient api = reelport.as(Reelport.newUser());

      // When six channels are asked for, which take two steps each
      List<String> ids =
          IntStream.range(0, 6)
              .mapToObj(n -> reelport.youTube().world().channel("limited-" + n).plain().uploads(1))
              .map(channel -> api.importOf(channel.id()).get("id").asText())
              .toList();

      // Then all of it is done, in at least three windows and for no unit more
      long began = System.nanoTime();
      assertThat(ids).allSatisfy(id -> isImported(api.ended(id)));
      assertThat(reelport.youTube().units()).isEqualTo(18);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(10));

      // And with the channel paused, only one step a window came in vain
      try (Stream<String> log = Files.lines(reelport.service().log())) {
        assertThat(log.filter(line -> line.contains("reason=rate_limited"))).hasSizeBetween(2, 3);
      }
    }
  }

  private static void isImported(JsonNode i) {
    assertThat(i.at("/counts/imported").asInt()).isEqualTo(1);
    assertThat(i.at("/units/spent").asInt()).isEqualTo(3);
  }
}
