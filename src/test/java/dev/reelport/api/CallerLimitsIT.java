package dev.reelport.api;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static dev.reelport.testing.e2e.Problems.retryAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServiceProcess;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** How often a user may ask: 20 requests a minute and 3 imports of channels an hour. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CallerLimitsIT {

  private static final String QUOTA = "/v1/quota";

  private static Reelport reelport;

  private final ApiClient api = reelport.as(Reelport.newUser());

  @BeforeAll
  static void start() {
    reelport =
        Reelport.with(
            Map.of(
                "REELPORT_REQUESTS_PER_MINUTE", "20",
                "REELPORT_CHANNEL_IMPORTS_PER_HOUR", "3"));
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @Test
  @Order(1)
  void everyAnswerSaysWhatIsLeftAndTheNextButLastIsRefused() {
    // Given
    Answer first = api.get(QUOTA);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("RateLimit-Policy")).isEqualTo("\"requests\";q=20;w=60");
    assertThat(first.header("RateLimit")).matches("\"requests\";r=19;t=(59|60)");
    IntStream.range(1, 20).forEach(n -> assertThat(api.get(QUOTA).status()).isEqualTo(200));

    // When
    Answer refused = api.get("/v1/nothing");

    // Then
    assertProblem(refused, 429, "rate_limited");
    assertThat(retryAfter(refused)).isBetween(1L, 60L);
    assertThat(refused.header("RateLimit")).startsWith("\"requests\";r=0;t=");
    assertThat(reelport.as(Reelport.newUser()).get(QUOTA).status()).isEqualTo(200);
    assertThat(api.get("/q/health/live").status()).isEqualTo(200);
  }

  @Test
  @Order(2)
  void exactlyAsManyAsAllowedPassHoweverManyComeAtOnceAndWhereverTheyCome() {
    try (ServiceProcess second = reelport.anotherInstance()) {
      // When
      List<Integer> statuses =
          IntStream.range(0, 80)
              .parallel()
              .mapToObj(n -> n % 2 == 0 ? api : api.at(second.uri()))
              .map(at -> at.get(QUOTA).status())
              .toList();

      // Then
      assertThat(statuses).filteredOn(status -> status == 200).hasSize(20);
      assertThat(statuses).filteredOn(status -> status == 429).hasSize(60);
    }
  }

  @Test
  @Order(3)
  void importsOfChannelsAreCountedAndRepeatsAndOtherImportsAreNot() {
    // Given
    for (String key : List.of("a", "b", "b", "c", "a")) {
      assertThat(ask("@demo-1", key).status()).isEqualTo(202);
    }

    // When
    Answer refused = ask("@demo-1", "d");

    // Then
    assertProblem(refused, 429, "rate_limited");
    assertThat(retryAfter(refused)).isBetween(3500L, 3600L);
    assertThat(refused.response().headers().allValues("RateLimit"))
        .anySatisfy(left -> assertThat(left).startsWith("\"channel-imports\";r=0;t="));
    assertThat(ask("@demo-1", "c").status()).isEqualTo(202);
    assertThat(ask("dQw4w9WgXcQ", "e").status()).isEqualTo(202);
    assertThat(ask("PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf", "f").status()).isEqualTo(202);
    assertThat(ask("no target", "g").status()).isEqualTo(400);
  }

  @Test
  @Order(4)
  void aBulkImportWithChannelsCountsAsOneImportOfAChannel() {
    // Given
    String channels = "{\"targets\":[\"@demo-1\",\"@demo-2\",\"@demo-3\",\"@demo-4\"]}";
    for (String key : List.of("a", "b", "a", "c")) {
      assertThat(bulk(channels, key).status()).isEqualTo(202);
    }

    // Then
    assertProblem(bulk(channels, "d"), 429, "rate_limited");
    assertProblem(ask("@demo-1", "e"), 429, "rate_limited");
    assertThat(bulk(channels, "b").status()).isEqualTo(202);
    assertThat(bulk("{\"targets\":[\"dQw4w9WgXcQ\"]}", "f").status()).isEqualTo(202);
  }

  private Answer bulk(String json, String key) {
    return api.send(
        api.request("/v1/imports/bulk")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(json)));
  }

  @Test
  @Order(5)
  void withoutRedisEverybodyIsLetThrough() {
    // Given
    reelport.stack().redis().kill();

    // Then
    for (int n = 0; n < 25; n++) {
      assertThat(ask("@demo-1", "without-" + n).status()).isEqualTo(202);
    }
  }

  private Answer ask(String target, String key) {
    return api.send(
        api.request("/v1/imports")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString("{\"target\":\"" + target + "\"}")));
  }
}
