package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.faults.Scenario.Asked;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Requests.Request;
import dev.reelport.testing.youtube.YouTubeSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two instances are killed at random, one every 1 to 3 s while one is there, and stores fail for
 * moments, while people import. {@code -Dreelport.random-kill=PT10M} says how long.
 */
class RandomKillIT {

  private static final Duration SHORT = Duration.ofMinutes(1);
  private static final Duration LONG =
      Duration.parse(System.getProperty("reelport.random-kill", "PT10M"));

  /** A kill, a start, and the work between them take at least so long. */
  private static final Duration A_KILL = Duration.ofSeconds(2);

  private static final int UNITS_A_KILL = 2;

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 6, promise = "60 s of random kills: everything holds")
  void aMinuteOfRandomKills() {
    run(SHORT, 40, 10);
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 6, promise = "200 imports, 50 users: all end, sums agree, never over budget")
  void tenMinutesOfRandomKills() {
    run(LONG, 200, 50);
  }

  private static void run(Duration length, int imports, int users) {
    Random random = Seed.random("random kills for " + length);
    int mostKills = (int) length.dividedBy(A_KILL);
    int budget = (mostUnits(imports, users) + UNITS_A_KILL * mostKills) * 10 / 9 + 1;
    Map<String, String> settings = new HashMap<>(Instances.named("first"));
    settings.put("YOUTUBE_QUOTA_PROJECT", String.valueOf(budget));
    settings.put("REELPORT_DATABASE_SILENCE", "4s");
    try (Stage stage = Stage.with(settings);
        Instances instances = new Instances(stage)) {
      // Given people who import all the time
      stage.youTube.latency(Duration.ofMillis(30));
      Scenario scenario = Scenario.of(stage.youTube.world(), imports, users, scenarioChoices());
      Instant began = Instant.now();
      CompletableFuture<Void> asking =
          CompletableFuture.runAsync(
              () -> ask(stage, scenario, length.multipliedBy(8).dividedBy(10)));

      // When instances and stores fail all the time
      Outages outages = new Outages(stage);
      while (Instant.now().isBefore(began.plus(length))) {
        Stage.pass(Duration.ofMillis(1_000 + random.nextInt(2_000)));
        if (instances.killOne(random) && random.nextInt(5) == 0) {
          outages.one(random);
        }
      }
      instances.awaitBoth();
      asking.join();
      long doneMeanwhile = done(stage);

      // Then everything ends and holds
      Map<Request, JsonNode> all = stage.holds();
      print(
          Map.of(
              "length", length,
              "kills", instances.kills(),
              "outages", outages.counts(),
              "imports", statuses(all),
              "ended before the last kill", doneMeanwhile,
              "projects", stage.reelport.count("select count(*) from project"),
              "units", stage.youTube.units() + " of " + budget * 9 / 10,
              "of them booked to imports",
                  stage.reelport.count("select coalesce(sum(units_spent), 0) from import")));
      assertThat(statuses(all)).containsOnlyKeys("succeeded");
      assertThat(all).hasSize(imports);
    }
  }

  // The budget has to be known before there is a world to import from; the choices are the same.
  private static int mostUnits(int imports, int users) {
    try (YouTubeSimulator other = YouTubeSimulator.start(0)) {
      return Scenario.of(other.world(), imports, users, scenarioChoices()).units();
    }
  }

  private static Random scenarioChoices() {
    return new Random(Seed.value());
  }

  private static void ask(Stage stage, Scenario scenario, Duration length) {
    List<Asked> all = scenario.asked();
    Instant began = Instant.now();
    try (KafkaDoor kafka = new KafkaDoor(stage.stack.kafka().bootstrap())) {
      for (int n = 0; n < all.size(); n++) {
        Instant due = began.plus(length.multipliedBy(n).dividedBy(all.size()));
        Duration left = Duration.between(Instant.now(), due);
        if (left.compareTo(Duration.ofMillis(10)) > 0) {
          Stage.pass(left);
        }
        if (n % 2 == 0) {
          stage.requests.ask(all.get(n).user(), all.get(n).wish());
        } else {
          stage.requests.publish(kafka, all.get(n).user(), all.get(n).wish());
        }
      }
    }
  }

  private static long done(Stage stage) {
    return stage.reelport.count("select count(*) from import where finished_at is not null");
  }

  private static Map<String, Long> statuses(Map<Request, JsonNode> imports) {
    return imports.values().stream()
        .collect(Collectors.groupingBy(i -> i.get("status").asText(), Collectors.counting()));
  }

  private static void print(Map<String, Object> summary) {
    summary.forEach((what, value) -> System.out.printf("%28s  %s%n", what, value));
    System.out.printf("%28s  %s%n", "seed", Seed.value());
  }
}
