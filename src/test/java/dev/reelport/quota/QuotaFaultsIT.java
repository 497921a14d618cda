package dev.reelport.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.faults.FaultTest;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.RedisProbe;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.RedisServer;
import dev.reelport.testing.stack.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The budgets while Redis comes and goes under the packaged service; the simulator counts. */
class QuotaFaultsIT {

  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
  private static final String SPENT = "select coalesce(sum(units_spent), 0) from import";
  private static final String BOOKED = "select coalesce(sum(units), 0) from quota_ledger";

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(
      number = 12,
      promise = "counted again from the ledger before the next grant; the limit holds")
  void theProjectsBudgetHoldsWhenRedisIsEmptiedAndKilled() {
    try (Reelport reelport = Reelport.with(Map.of("YOUTUBE_QUOTA_PROJECT", "60"))) {
      reelport.youTube().latency(Duration.ofMillis(50));
      Map<String, String> imports = imports(reelport, 3, 500);

      // When Redis is emptied while they are worked on, then killed and started again
      awaitUnits(reelport, 12);
      new RedisProbe(reelport.stack().redis().url()).flushAll();
      awaitUnits(reelport, 30);
      reelport.stack().redis().kill();
      reelport.stack().redis().start();

      // Then what 54 units buy is done, not one more is spent, and the rest waits for the reset
      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> reelport.youTube().units() >= 54 && rest(reelport, imports));
      assertThat(reelport.youTube().units()).isEqualTo(54);
      assertThat(reelport.count(SPENT)).isEqualTo(54);
      assertThat(reelport.count(BOOKED)).isEqualTo(54);
      String key = "youtube_quota:project:general:" + LocalDate.now(PACIFIC);
      assertThat(new RedisProbe(reelport.stack().redis().url()).get(key)).isEqualTo("54");
    }
  }

  /** Whether each has ended or waits for the reset. */
  private static boolean rest(Reelport reelport, Map<String, String> imports) {
    Instant reset = LocalDate.now(PACIFIC).plusDays(1).atStartOfDay(PACIFIC).toInstant();
    return imports.entrySet().stream()
        .map(i -> reelport.as(i.getKey()).get("/v1/imports/" + i.getValue()).json())
        .allMatch(
            i ->
                i.get("status").asText().equals("succeeded")
                    || i.at("/waiting/resumesAt").asText().equals(reset.toString()));
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(
      number = 11,
      promise = "no call without a charge; imports wait and go on by themselves")
  void withoutRedisNoCallIsMadeAndImportsGoOnWhenItIsBack() {
    try (Reelport reelport = Reelport.with(Map.of("REELPORT_IMPORTS_GATE_RETRY", "1s"))) {
      reelport.youTube().latency(Duration.ofMillis(50));
      RedisServer redis = reelport.stack().redis();
      ApiClient api = reelport.as(Reelport.newUser());
      String id = api.importOf(channel(reelport, 1_000)).get("id").asText();
      awaitUnits(reelport, 8);

      // When
      redis.stop();
      JsonNode waiting = api.until(id, i -> i.get("status").asText().equals("waiting"));
      int units = reelport.youTube().units();
      assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("quota");

      // Then nothing is asked of YouTube for three more tries
      long version = waiting.get("version").asLong();
      api.until(id, i -> i.get("version").asLong() >= version + 6);
      assertThat(reelport.youTube().units()).isEqualTo(units);

      // And when it is back, the import ends as if nothing had been
      redis.start();
      JsonNode ended = api.ended(id);
      assertThat(ended.get("status").asText()).isEqualTo("succeeded");
      assertThat(ended.at("/counts/imported").asInt()).isEqualTo(1_000);
      assertThat(ended.at("/units/spent").asInt())
          .isEqualTo(41)
          .isEqualTo(reelport.youTube().units());
    }
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 14, promise = "two instances spend to the edge and not one unit more")
  void twoInstancesTogetherSpendToTheEdgeAndNotOneMore() {
    try (Reelport reelport = Reelport.with(Map.of("YOUTUBE_QUOTA_PROJECT", "40"));
        ServiceProcess second = reelport.anotherInstance()) {
      assertThat(second.isReady()).isTrue();

      // When sixteen imports of three units each want more than there is
      Map<String, String> imports = imports(reelport, 16, 50);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> rest(reelport, imports));

      // Then exactly nine tenths are spent
      assertThat(reelport.youTube().units()).isEqualTo(36);
      assertThat(reelport.count(SPENT)).isEqualTo(36);
      assertThat(reelport.count(BOOKED)).isEqualTo(36);

      // And whoever ends in order leaves nothing to be reckoned with
      second.terminate();
      reelport.service().terminate();
      assertThat(reelport.count("select count(*) from quota_allowance")).isZero();
    }
  }

  /** Ids of imports by user, each of a channel of its own. */
  private static Map<String, String> imports(Reelport reelport, int count, int uploads) {
    Map<String, String> imports = new LinkedHashMap<>();
    List<String> channels =
        IntStream.range(0, count).mapToObj(n -> channel(reelport, uploads)).toList();
    for (String channel : channels) {
      String user = Reelport.newUser();
      imports.put(user, reelport.as(user).importOf(channel).get("id").asText());
    }
    return imports;
  }

  private static String channel(Reelport reelport, int uploads) {
    String name = "loss-" + UUID.randomUUID();
    return reelport.youTube().world().channel(name).plain().uploads(uploads).id();
  }

  private static void awaitUnits(Reelport reelport, int units) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> reelport.youTube().units() >= units);
  }
}
