package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ConsumerGroups;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.youtube.SimChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Instances come and go, in whatever way; imports end right. */
@Tag(FaultTest.FULL_RUN_ONLY)
@Tag(FaultTest.TAG)
class InstancesIT {

  private static Reelport reelport;

  @BeforeAll
  static void start() {
    reelport = Reelport.with(Map.of());
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @BeforeEach
  void aYouTubeThatTakesItsTime() {
    reelport.youTube().resetUnits();
    reelport.youTube().latency(Duration.ofMillis(20));
  }

  @Test
  void twoInstancesShareTheWorkAndWhatOneOfThemLeavesBehind() throws IOException {
    try (ServiceProcess second = reelport.anotherInstance()) {
      try (ConsumerGroups groups = new ConsumerGroups(reelport.stack().kafka().bootstrap())) {
        groups.await(ConsumerGroups.STEPS, 2);
      }

      // When many people import at once
      Map<String, String> imports = manyImports();
      Map<String, JsonNode> ended = ended(imports);

      // Then both have worked, nothing is doubled, and every unit is accounted for
      assertThat(finishedBy(reelport.service())).isPositive();
      assertThat(finishedBy(second)).isPositive();
      assertThat(ended.values()).allSatisfy(i -> isComplete(i, 150));
      assertThat(spent(ended)).isEqualTo(12 * 7).isEqualTo(reelport.youTube().units());

      // And when one of them is killed in the middle of more work
      reelport.youTube().resetUnits();
      int before = finishedBy(second);
      Map<String, String> more = manyImports();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> finishedBy(second) > before);
      second.kill();
      Map<String, JsonNode> survived = ended(more);

      // Then the other does it all; only what the dead one was at may have been paid for twice
      assertThat(survived.values()).allSatisfy(i -> isComplete(i, 150));
      assertThat(reelport.youTube().units() - spent(survived)).isBetween(0, 2);
    }
  }

  private static SimChannel channel(int uploads) {
    String name = "instances-" + UUID.randomUUID();
    return reelport.youTube().world().channel(name).plain().uploads(uploads);
  }

  /** The ids of twelve imports by twelve users, by user. */
  private static Map<String, String> manyImports() {
    Map<String, String> imports = new LinkedHashMap<>();
    IntStream.range(0, 12)
        .mapToObj(n -> Reelport.newUser())
        .forEach(
            user ->
                imports.put(
                    user, reelport.as(user).importOf(channel(150).id()).get("id").asText()));
    return imports;
  }

  private static Map<String, JsonNode> ended(Map<String, String> imports) {
    Map<String, JsonNode> ended = new LinkedHashMap<>();
    imports.forEach((user, id) -> ended.put(user, reelport.as(user).ended(id)));
    ended.forEach((user, i) -> assertThat(rows(user)).isEqualTo(150));
    return ended;
  }

  private static void isComplete(JsonNode i, int uploads) {
    assertThat(i.get("status").asText()).isEqualTo("succeeded");
    assertThat(i.at("/counts/discovered").asInt()).isEqualTo(uploads);
    assertThat(i.at("/counts/imported").asInt()).isEqualTo(uploads);
  }

  private static int spent(Map<String, JsonNode> imports) {
    return imports.values().stream().mapToInt(i -> i.at("/units/spent").asInt()).sum();
  }

  private static long rows(String user) {
    return reelport.count(
        "select count(distinct external_url) from project where user_id = ?"
            + " having count(*) = count(distinct external_url)",
        user);
  }

  private static int finishedBy(ServiceProcess service) {
    try {
      List<String> log = Files.readAllLines(service.log());
      return (int) log.stream().filter(line -> line.contains("import finished")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
