package dev.reelport.operations;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Metrics;
import dev.reelport.testing.e2e.Metrics.Sample;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.ActiveFault;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The metrics say what happened, in names and labels that are known beforehand. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MetricsIT {

  private static final Set<String> STATES = Set.of("queued", "running", "waiting");
  private static final Set<String> REASONS =
      Set.of("quota", "youtube_unavailable", "rate_limited", "reconnect");
  private static final Set<String> BUCKETS = Set.of("general", "batchGetStats");
  private static final Set<String> BREAKER = Set.of("closed", "open", "half_open");
  private static final Set<String> STEP_OUTCOMES =
      Set.of("done", "waiting", "failed", "stale", "timed_out", "broken", "unwritten");
  private static final Set<String> CALL_RESULTS =
      Set.of(
          "ok",
          "client_error",
          "server_error",
          "timeout",
          "connection",
          "quota",
          "throttled",
          "malformed",
          "not_sent",
          "broken");
  private static final Set<String> ENDPOINTS =
      Set.of("channels", "playlists", "playlist_items", "videos", "video_stats");
  private static final Map<String, Set<String>> STEP =
      Map.of("kind", Set.of("channel", "playlist", "singles"), "outcome", STEP_OUTCOMES);
  private static final Map<String, Set<String>> CALL =
      Map.of("endpoint", ENDPOINTS, "result", CALL_RESULTS);
  private static final Map<String, Set<String>> BUCKET = Map.of("bucket", BUCKETS);
  private static final Map<String, Set<String>> NONE = Map.of();

  /** Every name, and the values that its labels may have. */
  private static final Set<String> RUNGS = Set.of("push", "feed", "count", "page", "sweep");

  private static final Map<String, Set<String>> RUNG = Map.of("rung", RUNGS);

  private static final Map<String, Map<String, Set<String>>> KNOWN =
      Map.ofEntries(
          entry("reelport_step_seconds_count", STEP),
          entry("reelport_step_seconds_sum", STEP),
          entry("reelport_step_seconds_max", STEP),
          entry("reelport_step_seconds_bucket", STEP),
          entry("reelport_imports", Map.of("state", STATES)),
          entry("reelport_imports_waiting", Map.of("reason", REASONS)),
          entry("reelport_imports_stuck", NONE),
          entry(
              "reelport_imports_ended_total",
              Map.of("outcome", Set.of("succeeded", "failed", "cancelled"))),
          entry("reelport_quota_used", BUCKET),
          entry("reelport_quota_reserved", BUCKET),
          entry("reelport_quota_limit", BUCKET),
          entry("reelport_quota_warn_above", BUCKET),
          entry("reelport_quota_refuse_above", BUCKET),
          entry(
              "reelport_quota_refusals_total",
              Map.of("budget", Set.of("user", "project", "share"), "bucket", BUCKETS)),
          entry("reelport_breaker_state", Map.of("state", BREAKER)),
          entry("reelport_breaker_transitions_total", Map.of("to", BREAKER)),
          entry("reelport_ratelimit_waits_total", Map.of("limit", Set.of("steps", "calls"))),
          entry("reelport_youtube_calls_seconds_count", CALL),
          entry("reelport_youtube_calls_seconds_sum", CALL),
          entry("reelport_youtube_calls_seconds_max", CALL),
          entry("reelport_youtube_calls_seconds_bucket", CALL),
          entry("reelport_http_pool_active", NONE),
          entry("reelport_http_pool_waiting", NONE),
          entry("reelport_http_pool_limit", NONE),
          entry(
              "reelport_kafka_lag",
              Map.of("topic", Set.of("youtube.import.requests", "youtube.import.steps"))),
          entry("reelport_analysis_waiting", NONE),
          entry(
              "reelport_analysis_projects_total",
              Map.of("mode", Set.of("llm", "fallback", "skipped"))),
          entry(
              "reelport_analysis_questions_total",
              Map.of("result", Set.of("answered", "failed", "not_asked"))),
          entry(
              "reelport_upkeep_videos_total",
              Map.of(
                  "result", Set.of("refreshed", "missing", "gone", "back", "stripped", "put_off"))),
          entry("reelport_outbox_depth", NONE),
          entry("reelport_outbox_age_seconds", NONE),
          entry("reelport_discovery_seconds_count", RUNG),
          entry("reelport_discovery_seconds_sum", RUNG),
          entry("reelport_discovery_seconds_max", RUNG),
          entry("reelport_discovery_seconds_bucket", RUNG),
          entry("reelport_discovery_health", RUNG),
          entry(
              "reelport_discovery_checks_total",
              Map.of("rung", RUNGS, "result", Set.of("fresh", "nothing", "failed", "refused"))),
          entry(
              "reelport_push_notifications_total",
              Map.of("result", Set.of("taken", "stranger", "bad_signature", "unreadable"))),
          entry(
              "reelport_videos_total",
              Map.of(
                  "outcome", Set.of("imported", "duplicate", "filtered", "unavailable", "failed"))),
          entry(
              "reelport_dead_letters_total",
              Map.of(
                  "reason",
                  Set.of(
                      "tombstone",
                      "missing_key",
                      "too_large",
                      "invalid_json",
                      "unsupported_version",
                      "unsupported_content_type",
                      "invalid_request",
                      "invalid_target",
                      "conflict"))));

  private static Reelport reelport;

  private final String user = Reelport.newUser();

  @BeforeAll
  static void start() {
    reelport =
        Reelport.with(
            Map.of(
                "REELPORT_METRICS_EVERY",
                "1s",
                "REELPORT_IMPORTS_BACKOFF_MIN",
                "200ms",
                "REELPORT_YOUTUBE_BREAKER_RECOVERY",
                "2"));
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @Test
  @Order(1)
  void aRunIsToldInKnownNamesAndLabelsWithTheRightNumbers() {
    // Given imports of every kind, one of them of nothing
    SimChannel channel = reelport.youTube().world().channel("counted").plain().uploads(120);
    channel.video(3).makePrivate();
    SimChannel other = reelport.youTube().world().channel("counted-singly").plain().uploads(1);
    ApiClient api = reelport.as(user);

    // When they are done, and a request came that can never work
    JsonNode first = api.imported(channel.id());
    api.imported(channel.uploadsPlaylist().id());
    api.imported(other.video(0).id());
    api.imported("@nobody-has-this-name");
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      kafka.send(KafkaDoor.REQUESTS, user, "no json");
      kafka.await(KafkaDoor.DEAD_LETTERS, 1, record -> true);
    }

    // Then the numbers are those of the rows and of the referee
    int units = reelport.youTube().units();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Metrics now = metrics();
              assertThat(now.sum("reelport_kafka_lag")).isZero();
              assertThat(now.sum("reelport_quota_used", "bucket", "general")).isEqualTo(units);
              assertThat(now.sum("reelport_dead_letters_total", "reason", "invalid_json"))
                  .isEqualTo(1);
              assertThat(now.sum("reelport_outbox_depth")).isZero();
            });
    Metrics seen = metrics();
    assertThat(seen.sum("reelport_videos_total", "outcome", "imported")).isEqualTo(120);
    assertThat(seen.sum("reelport_videos_total", "outcome", "duplicate")).isEqualTo(119);
    assertThat(seen.sum("reelport_videos_total", "outcome", "unavailable")).isEqualTo(2);
    assertThat(seen.sum("reelport_analysis_projects_total", "mode", "skipped")).isEqualTo(119);
    assertThat(seen.sum("reelport_analysis_projects_total", "mode", "fallback")).isEqualTo(1);
    assertThat(seen.sum("reelport_imports_ended_total", "outcome", "succeeded")).isEqualTo(3);
    assertThat(seen.sum("reelport_imports_ended_total", "outcome", "failed")).isEqualTo(1);
    assertThat(seen.sum("reelport_youtube_calls_seconds_count"))
        .isEqualTo(reelport.youTube().requests().size());
    assertThat(seen.sum("reelport_step_seconds_count", "kind", "channel"))
        .isGreaterThanOrEqualTo(4);
    assertThat(seen.sum("reelport_step_seconds_count", "kind", "singles")).isEqualTo(1);
    assertThat(seen.sum("reelport_step_seconds_bucket", "le", "30.0"))
        .isEqualTo(seen.sum("reelport_step_seconds_count"));
    assertThat(seen.sum("reelport_imports")).isZero();
    assertThat(seen.sum("reelport_imports_stuck")).isZero();
    assertThat(seen.sum("reelport_quota_limit", "bucket", "general")).isEqualTo(10_000_000);
    assertThat(seen.sum("reelport_breaker_state", "state", "closed")).isEqualTo(1);
    assertThat(seen.sum("reelport_http_pool_limit")).isEqualTo(100);
    assertThat(seen.sum("reelport_http_pool_active")).isZero();

    // And every name is there, no other, with labels out of known sets, and nobody's name
    assertThat(seen.names("reelport_")).containsExactlyInAnyOrderElementsOf(KNOWN.keySet());
    assertThat(seen.samples())
        .filteredOn(sample -> sample.name().startsWith("reelport_"))
        .allSatisfy(MetricsIT::hasKnownLabels);
    String text = text();
    assertThat(
            List.of(
                user,
                first.get("id").asText(),
                first.get("title").asText(),
                channel.id(),
                channel.video(0).id()))
        .noneMatch(text::contains);
  }

  private static void hasKnownLabels(Sample sample) {
    Map<String, Set<String>> known = KNOWN.get(sample.name());
    sample
        .labels()
        .forEach(
            (label, value) -> {
              if (!label.equals("le")) {
                assertThat(known).containsKey(label);
                assertThat(known.get(label)).contains(value);
              }
            });
  }

  @Test
  @Order(2)
  void anIllYouTubeIsSeenInCallsBreakerAndWaitingImports() {
    // Given a YouTube that is ill
    SimChannel channel = reelport.youTube().world().channel("ill").plain().uploads(10);
    Metrics before = metrics();
    try (ActiveFault ill =
        reelport.youTube().fail(FaultRule.on(Route.CHANNELS).with(Faults.backendError(500)))) {
      // When something is asked of it
      String id = reelport.as(user).importOf(channel.id()).get("id").asText();

      // Then
      Awaitility.await()
          .untilAsserted(
              () -> {
                Metrics seen = metrics();
                assertThat(seen.sum("reelport_breaker_transitions_total", "to", "open"))
                    .isGreaterThan(before.sum("reelport_breaker_transitions_total", "to", "open"));
                assertThat(seen.sum("reelport_breaker_state")).isEqualTo(1);
                assertThat(
                        seen.sum("reelport_youtube_calls_seconds_count", "result", "server_error"))
                    .isGreaterThanOrEqualTo(5);
                assertThat(seen.sum("reelport_imports_waiting", "reason", "youtube_unavailable"))
                    .isEqualTo(1);
                assertThat(seen.sum("reelport_imports", "state", "waiting")).isEqualTo(1);
              });
      assertThat(ill.struck()).isPositive();
      reelport.as(user).post("/v1/imports/" + id + "/cancel", "");
    }
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(metrics().sum("reelport_imports_ended_total", "outcome", "cancelled"))
                    .isEqualTo(1));
  }

  @Test
  @Order(3)
  void connectionsThatAreTakenAreSeenInThePool() throws Exception {
    // Given projects that nobody can get at
    try (Connection lock = reelport.stack().postgres().connectAsSuperuser();
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("lock table project in access exclusive mode");

      // When somebody asks for some
      reelport.as(user).sendAndForget("/v1/projects");

      // Then
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(metrics().sum("sql_pool_active")).isGreaterThanOrEqualTo(1));
      lock.rollback();
    }
    assertThat(metrics().names("redis_pool_"))
        .contains("redis_pool_active", "redis_pool_queue_size");
    assertThat(metrics().names("sql_pool_")).contains("sql_pool_active", "sql_pool_queue_size");
    assertThat(metrics().labels("http_client_queue_size", "clientName")).contains("youtube");
  }

  @Test
  @Order(4)
  void nobodyCanMakeLabels() {
    // When somebody asks for whatever comes to mind
    ApiClient api = reelport.as(user);
    for (int n = 0; n < 10; n++) {
      String word = "made-up-" + UUID.randomUUID();
      api.get("/" + word);
      api.get("/v1/" + word);
      api.get("/v1/imports/" + word);
      api.get("/v1/imports/" + UUID.randomUUID() + "/events");
      api.get("/q/" + word);
      api.send(api.request("/v1/imports").method("MADEUP" + n, BodyPublishers.noBody()));
      reelport.asAnonymous().get("/v1/" + word);
    }

    // Then
    assertThat(text().contains("made-up-") || text().contains("MADEUP")).isFalse();
    assertThat(metrics().labels("http_server_requests_seconds_count", "uri")).hasSizeLessThan(20);
  }

  @Test
  @Order(5)
  void withoutTheDatabaseMetricsAreReadAsEverAndSayWhatTheyDoNotKnow() {
    // When
    reelport.stack().postgres().kill();

    // Then
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Metrics seen = metrics();
              assertThat(seen.sum("reelport_imports_stuck")).isNaN();
              assertThat(seen.sum("reelport_outbox_depth")).isNaN();
              assertThat(seen.sum("reelport_quota_used")).isNaN();
              assertThat(seen.sum("reelport_videos_total")).isPositive();
            });

    // And what waits in Kafka is known, although nobody takes it
    String request = "{\"requestId\":\"r-%d\",\"userId\":\"%s\",\"target\":\"AAAAAAAAAAA\"}";
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      for (int n = 0; n < 70; n++) {
        kafka.send(KafkaDoor.REQUESTS, user, request.formatted(n, user));
      }
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(metrics().sum("reelport_kafka_lag", "topic", KafkaDoor.REQUESTS))
                    .isEqualTo(70));

    // And when it is back, they know again
    reelport.stack().postgres().start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(metrics().sum("reelport_imports_stuck")).isZero());
  }

  private static Metrics metrics() {
    return Metrics.of(text());
  }

  private static String text() {
    return reelport.asAnonymous().get("/q/metrics").response().body();
  }
}
