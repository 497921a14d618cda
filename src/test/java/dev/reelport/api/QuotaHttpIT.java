package dev.reelport.api;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How budgets are told, on real servers. */
class QuotaHttpIT {

  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  private final Reelport reelport = Reelport.shared().settled();
  private final ApiClient api = reelport.as(Reelport.newUser());
  private final SimChannel channel =
      reelport.youTube().world().channel("quota-" + UUID.randomUUID()).plain();

  @Test
  void aUserSeesTheBudgetOfToday() {
    // Given
    JsonNode fresh = api.get("/v1/quota").json();
    api.imported(channel.uploads(50).id());

    // When
    JsonNode used = api.get("/v1/quota").json();

    // Then
    assertForm(fresh);
    assertForm(used);
    assertThat(fresh.get("used").asInt()).isZero();
    assertThat(fresh.get("reserved").asInt()).isZero();
    assertThat(used.get("used").asInt()).isEqualTo(3);
    assertThat(used.get("remaining").asInt()).isEqualTo(fresh.get("remaining").asInt() - 3);
  }

  @Test
  void anAdminSeesTheProjectsBucketsAndTheBreaker() {
    // When all that was charged is booked
    JsonNode quota =
        Awaitility.await()
            .until(
                () -> reelport.asAdmin().get("/v1/admin/quota").json(),
                now -> now.at("/buckets/general/reserved").asInt() == 0);

    // Then
    assertThat(quota.get("buckets").fieldNames()).toIterable().contains("general");
    quota.get("buckets").forEach(QuotaHttpIT::assertForm);
    assertThat(quota.at("/buckets/general/used").asInt()).isEqualTo(reelport.youTube().units());
    assertThat(quota.get("circuitBreaker").asText()).isEqualTo("closed");
  }

  @Test
  void anAdminSeesWhoSpendsMost() {
    // Given
    String heavy = Reelport.newUser();
    String light = Reelport.newUser();
    channel.uploads(51);
    reelport.as(heavy).imported(channel.id());
    reelport.as(light).imported(channel.video(0).id());

    // When
    List<String> users = new ArrayList<>();
    List<Integer> units = new ArrayList<>();
    JsonNode page = reelport.asAdmin().get("/v1/admin/quota/users?limit=200").json();
    page.get("items")
        .forEach(
            row -> {
              users.add(row.get("user").asText());
              units.add(row.get("used").asInt());
            });

    // Then
    assertThat(units).isSortedAccordingTo((one, other) -> other - one);
    assertThat(users).doesNotHaveDuplicates();
    assertThat(users).contains(heavy);
    assertThat(units.get(users.indexOf(heavy))).isEqualTo(5);
    assertThat(reelport.asAdmin().get("/v1/admin/quota/users?limit=1").json().get("items"))
        .hasSize(1);
    assertProblem(
        reelport.asAdmin().get("/v1/admin/quota/users?limit=0"), 400, "invalid_parameter");
  }

  @Test
  void theProjectsBudgetIsForAdminsOnly() {
    assertProblem(api.get("/v1/admin/quota"), 403, "forbidden");
    assertProblem(api.get("/v1/admin/quota/users"), 403, "forbidden");
    assertProblem(api.get("/v1/admin/nothing"), 403, "forbidden");
  }

  private static void assertForm(JsonNode quota) {
    assertThat(quota.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "used", "reserved", "limit", "warnAbove", "refuseAbove", "remaining", "resetsAt");
    long limit = quota.get("limit").asLong();
    assertThat(quota.get("warnAbove").asLong()).isEqualTo(limit * 80 / 100);
    assertThat(quota.get("refuseAbove").asLong()).isEqualTo(limit * 90 / 100);
    assertThat(quota.get("remaining").asLong())
        .isEqualTo(
            quota.get("refuseAbove").asLong()
                - quota.get("used").asLong()
                - quota.get("reserved").asLong());
    assertThat(Instant.parse(quota.get("resetsAt").asText()))
        .isEqualTo(LocalDate.now(PACIFIC).plusDays(1).atStartOfDay(PACIFIC).toInstant());
  }
}
