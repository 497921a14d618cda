package dev.reelport.api;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static dev.reelport.testing.e2e.Problems.retryAfter;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.faults.FaultTest;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.RedisProbe;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Small budgets, used up step by step: 20 units a user (18 to be granted), 40 for the project (36
 * for channels and playlists). The tests spend in turn, so their order matters.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuotaLimitIT {

  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  private static Reelport reelport;

  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);

  @BeforeAll
  static void start() {
    reelport = Reelport.with(Map.of("YOUTUBE_QUOTA_USER", "20", "YOUTUBE_QUOTA_PROJECT", "40"));
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @Test
  @Order(1)
  void anImportWaitsForTheNextDayAtNinetyPercentOfItsUsersBudget() {
    // Given a preview that says so
    JsonNode preview = preview(api, "@demo-500").json();
    assertThat(preview.get("units").asInt()).isEqualTo(21);
    assertThat(preview.get("affordable").asBoolean()).isFalse();
    assertThat(Instant.parse(preview.get("affordableAt").asText())).isEqualTo(midnight());

    // When
    String id = api.importOf("@demo-500").get("id").asText();
    JsonNode waiting = api.until(id, i -> i.get("status").asText().equals("waiting"));

    // Then
    assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("quota");
    assertThat(Instant.parse(waiting.at("/waiting/resumesAt").asText())).isEqualTo(midnight());
    assertThat(reelport.youTube().units()).isEqualTo(18);
    assertThat(waiting.at("/units/spent").asInt()).isEqualTo(16);
    JsonNode quota = api.get("/v1/quota").json();
    assertThat(quota.get("used").asInt()).isEqualTo(18);
    assertThat(quota.get("remaining").asInt()).isZero();
    assertThat(quota.get("limit").asInt()).isEqualTo(20);
    assertThat(quota.get("warnAbove").asInt()).isEqualTo(16);
    assertThat(quota.get("refuseAbove").asInt()).isEqualTo(18);

    // And nothing of the user's goes beyond, in no way
    Answer refused = preview(api, "@demo-1");
    assertProblem(refused, 429, "quota_exceeded");
    assertThat(retryAfter(refused))
        .isBetween(
            Duration.between(Instant.now(), midnight()).toSeconds() - 5,
            Duration.between(Instant.now(), midnight()).toSeconds() + 5);
    String next = api.importOf("@demo-1").get("id").asText();
    api.until(next, i -> i.at("/waiting/reason").asText().equals("quota"));
    assertThat(reelport.youTube().units()).isEqualTo(18);

    // And Redis says the same under the documented keys, until the reset
    RedisProbe redis = new RedisProbe(reelport.stack().redis().url());
    LocalDate day = LocalDate.now(PACIFIC);
    for (String key :
        new String[] {
          "youtube_quota:user:" + user + ":" + day, "youtube_quota:project:general:" + day
        }) {
      assertThat(redis.get(key)).as(key).isEqualTo("18");
      assertThat(redis.secondsToLive(key))
          .as(key)
          .isBetween(1L, Duration.between(Instant.now(), midnight()).toSeconds() + 2);
    }
  }

  @Test
  @Order(2)
  void channelsLeaveTheProjectsLastTenPercentToSingleVideosAndPreviews() {
    // Given a project budget that channels have used up
    String id = api.importOf("@demo-501").get("id").asText();
    api.until(id, i -> i.get("status").asText().equals("waiting"));
    assertThat(reelport.youTube().units()).isEqualTo(36);
    ApiClient other = reelport.as(Reelport.newUser());

    // When, Then
    String bulk = other.importOf("@demo-2").get("id").asText();
    JsonNode waiting = other.until(bulk, i -> i.get("status").asText().equals("waiting"));
    assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("quota");
    assertThat(waiting.at("/units/spent").asInt()).isZero();
    assertThat(
            reelport
                .asAdmin()
                .get("/v1/admin/quota")
                .json()
                .at("/buckets/general/remaining")
                .asInt())
        .isZero();
    String video = reelport.youTube().world().channel("left").uploads(1).video(0).id();
    assertThat(other.imported(video).at("/counts/imported").asInt()).isEqualTo(1);
    assertThat(preview(other, video).status()).isEqualTo(200);
    assertThat(preview(other, video).status()).isEqualTo(200);
    assertThat(preview(other, video).status()).isEqualTo(200);
    Answer refused = preview(other, video);
    assertProblem(refused, 429, "quota_exceeded");
    assertThat(retryAfter(refused)).isPositive();
    assertThat(reelport.youTube().units()).isEqualTo(40);
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @Tag(FaultTest.TAG)
  @Order(3)
  void anImportThatWaitedGoesOnWhenTheDayHasEnded() {
    // Given a service whose next day, with budgets of its own, ends in half a minute
    reelport.service().terminate();
    int before = reelport.youTube().units();
    Instant staged = Instant.now().plusSeconds(30);
    Instant end = LocalDate.now(PACIFIC).plusDays(2).atStartOfDay(PACIFIC).toInstant();
    String offset = Duration.between(staged, end).toString();
    try (ServiceProcess late =
        reelport.anotherInstance(Map.of("REELPORT_QUOTA_CLOCK_OFFSET", offset))) {
      ApiClient lateApi = api.at(late.uri());

      // And an import that waits for that
      String id = lateApi.importOf("@demo-502").get("id").asText();
      JsonNode waiting = lateApi.until(id, i -> i.get("status").asText().equals("waiting"));
      assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("quota");
      assertThat(Instant.parse(waiting.at("/waiting/resumesAt").asText()))
          .isBetween(staged.minusSeconds(2), staged.plusSeconds(2));
      assertThat(reelport.youTube().units() - before).isEqualTo(18);

      // When the day is over
      JsonNode ended = lateApi.ended(id);

      // Then the import went on where it stood, at no more than it costs, and a new day counts
      assertThat(ended.get("status").asText()).isEqualTo("succeeded");
      assertThat(ended.at("/counts/imported").asInt()).isEqualTo(502);
      assertThat(ended.at("/units/spent").asInt()).isEqualTo(23);
      assertThat(reelport.youTube().units() - before).isEqualTo(23);
      assertThat(lateApi.get("/v1/quota").json().get("used").asInt()).isEqualTo(5);
    }
  }

  private static Answer preview(ApiClient client, String target) {
    return client.post("/v1/imports/preview", "{\"target\":\"" + target + "\"}");
  }

  private static Instant midnight() {
    return LocalDate.now(PACIFIC).plusDays(1).atStartOfDay(PACIFIC).toInstant();
  }
}
