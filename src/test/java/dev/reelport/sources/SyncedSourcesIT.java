package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Browser;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.TopicTail;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimPlaylist;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What sources do with the lists they keep in sync, and how they account for it. */
class SyncedSourcesIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Reelport reelport;

  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);
  private final SimChannel channel =
      reelport
          .youTube()
          .world()
          .channel("synced " + user)
          .plain()
          .handle("s" + user.substring(5, 25));

  @BeforeAll
  static void start() {
    reelport = Reelport.with(Map.of("REELPORT_SYNCS_PER_HOUR", "2"));
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @Test
  void anImportThatIsKeptInSyncMakesTheSourceAndIsItsFirstRun() {
    // Given
    channel.uploads(60);

    // When it is asked for by id, the source is there at once; by handle, once that is resolved
    JsonNode byId = api.importOf(channel.id());
    JsonNode source = api.all("/v1/sources").get(0);
    JsonNode byHandle = api.imported("@" + channel.handle());

    // Then both are runs of the one source, and whoever does not want one gets none
    assertThat(byId.get("sourceId")).isEqualTo(source.get("id"));
    assertThat(source.get("youtubeId").asText()).isEqualTo(channel.id());
    assertThat(byHandle.get("sourceId")).isEqualTo(source.get("id"));
    JsonNode synced = synced(source);
    assertThat(synced.get("title").asText()).isEqualTo(channel.title());
    assertThat(synced.at("/lastRun/importId")).isEqualTo(byHandle.get("id"));
    assertThat(synced.hasNonNull("lastSweptAt")).isTrue();
    assertThat(api.all(path(source) + "/runs")).hasSize(2);
    assertThat(api.all("/v1/sources")).hasSize(1);
    SimChannel other = reelport.youTube().world().channel("other " + user).uploads(1);
    JsonNode once = api.imported(other.id(), "{\"keepInSync\":false}");
    assertThat(once.has("sourceId")).isFalse();
    assertThat(api.all("/v1/sources")).hasSize(1);
    assertBalanced(source, 60, "imported", 60);
  }

  @Test
  void anImportOverKafkaIsKeptInSyncToo() {
    // Given
    SimPlaylist list =
        channel.uploads(4).playlist("kept-" + user).add(channel.video(1), channel.video(2));
    String request =
        "{\"requestId\":\"r1\",\"userId\":\"%s\",\"target\":\"%s\",\"options\":{\"keepInSync\":true}}"
            .formatted(user, list.id());

    // When
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      kafka.send(KafkaDoor.REQUESTS, user, request);
    }

    // Then
    Awaitility.await().until(() -> api.all("/v1/sources").size() == 1);
    JsonNode source = synced(api.all("/v1/sources").get(0));
    assertThat(source.get("kind").asText()).isEqualTo("playlist");
    assertThat(source.get("youtubeId").asText()).isEqualTo(list.id());
    assertBalanced(source, 2, "imported", 2);
  }

  @Test
  void whoImportsTheNewestVideosOnlyGetsNoOlderOnesLater() {
    // Given
    channel.uploads(30);
    api.imported(channel.id(), "{\"maxVideos\":10}");
    JsonNode source = synced(api.all("/v1/sources").get(0));
    assertThat(Instant.parse(source.at("/filters/publishedAfter").asText()))
        .isEqualTo(channel.video(9).publishedAt());
    channel.publish();

    // When
    JsonNode run = sync(source);

    // Then
    assertThat(run.at("/counts/imported").asInt()).isEqualTo(1);
    assertThat(run.at("/counts/filtered").asInt()).isEqualTo(20);
    assertThat(api.all("/v1/projects")).hasSize(11);
  }

  @Test
  void filtersAreTriedBeforeTheyCountAndChangedAfterwards() {
    // Given
    channel.uploads(6);
    channel.video(0).duration("PT30S").title("Short news");
    channel.video(1).duration("PT10M").title("The TRAILER");
    channel.video(2).duration("PT3H").title("Long news");
    channel.video(3).duration("PT10M").title("Good news");
    channel.video(4).duration("PT10M").title("Something else");
    channel.video(5).duration("PT10M").title("More news").makePrivate();
    String filters =
        "\"filters\":{\"minDuration\":\"PT1M\",\"maxDuration\":\"PT1H\",\"titleContains\":\"NEWS\","
            + "\"titleExcludes\":\"trailer\"}";

    // When
    Answer dry =
        api.post(
            "/v1/sources?dryRun=true",
            "{\"target\":\"@" + channel.handle() + "\"," + filters + "}");

    // Then nothing was made, and it says what would be
    assertThat(dry.status()).as(dry.response().body()).isEqualTo(200);
    assertThat(dry.json().get("looked").asInt()).isEqualTo(6);
    assertThat(dry.json().get("taken").asInt()).isEqualTo(1);
    assertThat(reasons(dry.json().get("items"), "outcome"))
        .containsExactlyInAnyOrder(
            "imported null",
            "filtered too_short",
            "filtered title",
            "filtered too_long",
            "filtered title",
            "unavailable private");
    assertThat(api.all("/v1/sources")).isEmpty();
    assertThat(api.post("/v1/sources?dryRun=maybe", "{\"target\":\"@abcd\"}").status())
        .isEqualTo(400);

    // When it counts
    JsonNode source =
        synced(
            api.post("/v1/sources", "{\"target\":\"@" + channel.handle() + "\"," + filters + "}")
                .json());

    // Then it is so
    assertThat(reasons(audit(source).get("items"), "state"))
        .containsExactlyInAnyOrder(
            "filtered too_short",
            "filtered title",
            "filtered too_long",
            "filtered title",
            "unavailable private");
    assertBalanced(source, 6, "imported", 1);

    // When other filters are wanted
    JsonNode changed =
        api.patch(path(source), "{\"filters\":{\"titleExcludes\":\"trailer\"}}").json();

    // Then what was kept away is due to be looked at again
    assertThat(changed.at("/filters").size()).isEqualTo(1);
    assertThat(changed.has("nextCheckAt")).isFalse();
    assertThat(audit(source).get("items"))
        .filteredOn(item -> item.get("state").asText().equals("filtered"))
        .hasSize(4)
        .allMatch(item -> item.hasNonNull("againAt"));
    sync(source);
    assertBalanced(source, 6, "imported", 4);
  }

  @Test
  void everyVideoIsAccountedForByName() {
    // Given a bit of everything
    channel.uploads(8);
    api.imported(channel.video(7).id());
    channel.video(0).live();
    channel.video(1).upcoming(Instant.parse("2030-01-01T00:00:00Z"));
    channel.video(2).makePrivate();
    channel.video(3).delete();
    channel.video(4).shortVideo();
    JsonNode source =
        synced(
            api.post(
                    "/v1/sources",
                    "{\"target\":\"%s\",\"filters\":{\"include\":[\"video\",\"live\"]}}"
                        .formatted(channel.id()))
                .json());
    String gone = explain(channel.video(5).id()).get("projectId").asText();

    // When a project is deleted
    api.delete("/v1/projects/" + gone);
    JsonNode audit = audit(source);

    // Then
    assertThat(audit.get("balanced").asBoolean()).as(audit.toPrettyString()).isTrue();
    assertThat(audit.get("uploads").asInt()).isEqualTo(8);
    assertThat(audit.get("imported").asInt()).isEqualTo(1);
    assertThat(audit.get("duplicates").asInt()).isEqualTo(1);
    assertThat(audit.get("filtered").asInt()).isEqualTo(2);
    assertThat(audit.get("tombstones").asInt()).isEqualTo(1);
    assertThat(audit.get("unavailable").asInt()).isEqualTo(2);
    assertThat(audit.get("pending").asInt()).isEqualTo(2);
    assertThat(audit.get("failed").asInt()).isZero();
    assertThat(audit.hasNonNull("youtubeCountedAt") || !audit.has("youtubeCount")).isTrue();
    assertThat(reasons(audit.get("items"), "state"))
        .containsExactlyInAnyOrder(
            "pending live",
            "pending upcoming",
            "unavailable private",
            "unavailable deleted",
            "filtered kind",
            "filtered tombstone",
            "duplicate already_imported");
    assertThat(audit.get("items"))
        .allSatisfy(
            item -> {
              assertThat(item.get("seenBy").asText()).isEqualTo("sweep");
              assertThat(item.hasNonNull("seenAt")).isTrue();
              assertThat(item.hasNonNull("decidedAt")).isTrue();
              boolean comesAgain =
                  List.of("pending", "unavailable").contains(item.get("state").asText());
              assertThat(item.hasNonNull("againAt")).isEqualTo(comesAgain);
            });
    assertThat(api.all(path(source) + "/audit")).hasSize(7);
    JsonNode page = api.get(path(source) + "/audit?limit=3").json();
    JsonNode rest =
        api.get(path(source) + "/audit?limit=200&cursor=" + page.get("nextCursor").asText()).json();
    assertThat(rest.get("items")).hasSize(4);
    assertThat(rest.get("nextCursor").isNull()).isTrue();
    assertThat(api.get(path(source) + "/audit?cursor=x").status()).isEqualTo(400);
  }

  @Test
  void anyVideoIsExplained() {
    // Given
    channel.uploads(3);
    channel.video(1).shortVideo();
    JsonNode source =
        synced(
            api.post(
                    "/v1/sources",
                    "{\"target\":\"%s\",\"filters\":{\"include\":[\"video\"]}}"
                        .formatted(channel.id()))
                .json());
    JsonNode run = api.all(path(source) + "/runs").get(0);

    // When
    JsonNode imported = explain(channel.video(0).id());
    JsonNode filtered = explain(channel.video(1).id());
    JsonNode unknown = explain("dQw4w9WgXcQ");

    // Then
    assertThat(imported.hasNonNull("projectId")).isTrue();
    assertThat(imported.at("/sources/0/state").asText()).isEqualTo("imported");
    assertThat(imported.at("/sources/0/sourceId")).isEqualTo(source.get("id"));
    assertThat(filtered.get("explanation").asText()).contains("of a kind that is not wanted");
    assertThat(filtered.at("/sources/0/reason").asText()).isEqualTo("kind");
    assertThat(filtered.at("/sources/0/seenBy").asText()).isEqualTo("sweep");
    assertThat(filtered.at("/imports/0/importId")).isEqualTo(run.get("id"));
    assertThat(filtered.at("/imports/0/outcome").asText()).isEqualTo("filtered");
    assertThat(filtered.at("/imports/0/sourceId")).isEqualTo(source.get("id"));
    assertThat(unknown.get("explanation").asText()).startsWith("None of your sources and imports");
    assertThat(unknown.get("sources")).isEmpty();
    assertThat(unknown.get("imports")).isEmpty();
    JsonNode strangers =
        reelport.as(Reelport.newUser()).get(explanation(channel.video(1).id())).json();
    assertThat(strangers.get("sources")).isEmpty();
    assertThat(strangers.get("imports")).isEmpty();
    assertThat(api.get(explanation("not-an-id")).json().get("code").asText())
        .isEqualTo("invalid_parameter");
  }

  @Test
  void twoUsersOfOneListEachHaveTheirOwn() {
    // Given
    channel.uploads(5);
    ApiClient other = reelport.as(Reelport.newUser());
    JsonNode mine = synced(api.post("/v1/sources", target()).json());
    JsonNode theirs = other.post("/v1/sources", target()).json();
    Awaitility.await().until(() -> other.all("/v1/projects").size() == 5);

    // When
    api.patch(path(mine), "{\"paused\":true}");
    api.delete("/v1/projects/" + api.all("/v1/projects").get(0).get("id").asText());

    // Then
    assertThat(other.get(path(theirs)).json().get("paused").asBoolean()).isFalse();
    assertThat(other.get(path(mine)).status()).isEqualTo(404);
    assertThat(other.get(path(mine) + "/audit").status()).isEqualTo(404);
    assertThat(other.get(path(theirs) + "/audit").json().get("imported").asInt()).isEqualTo(5);
    assertThat(audit(mine).get("tombstones").asInt()).isEqualTo(1);
    assertThat(audit(mine).get("balanced").asBoolean()).isTrue();
  }

  @Test
  void theWorldIsToldOfEveryRunThatEnds() {
    // Given
    channel.uploads(2);
    try (TopicTail events = new TopicTail(reelport.stack().kafka().bootstrap(), KafkaDoor.EVENTS)) {
      // When
      JsonNode source = synced(api.post("/v1/sources", target()).json());

      // Then
      JsonNode event = json(events.await(1, this::isMine).get(0));
      assertThat(event.get("subject")).isEqualTo(source.get("id"));
      assertThat(event.get("specversion").asText()).isEqualTo("1.0");
      assertThat(event.get("data")).isEqualTo(api.get(path(source)).json());
    }
  }

  @Test
  void aRunSurvivesTheEndOfItsInstance() {
    // Given
    channel.uploads(120);
    JsonNode source =
        api.post(
                "/v1/sources",
                "{\"target\":\"%s\",\"interval\":\"manual\"}".formatted(channel.id()))
            .json();
    String run = api.post(path(source) + "/sync", "").json().get("id").asText();

    // When
    reelport.service().kill();
    reelport.startAgain();

    // Then
    ApiClient again = reelport.as(user);
    assertThat(again.ended(run).at("/counts/imported").asInt()).isEqualTo(120);
    JsonNode audit = again.get(path(source) + "/audit").json();
    assertThat(audit.get("imported").asInt()).isEqualTo(120);
    assertThat(audit.get("balanced").asBoolean()).isTrue();
  }

  @Test
  void syncsAreCounted() {
    // Given
    JsonNode source =
        api.post(
                "/v1/sources",
                "{\"target\":\"%s\",\"interval\":\"manual\"}".formatted(channel.id()))
            .json();

    // When
    List<Integer> statuses =
        List.of(1, 2, 3).stream().map(n -> api.post(path(source) + "/sync", "").status()).toList();

    // Then
    assertThat(statuses).containsExactly(202, 202, 429);
    Answer refused = api.post(path(source) + "/sync", "");
    assertThat(refused.json().get("code").asText()).isEqualTo("rate_limited");
    assertThat(refused.header("Retry-After")).isNotNull();
  }

  @Test
  void theOwnChannelsSourceWaitsForANewGrantAndCatchesUp() {
    // Given
    channel.uploads(3);
    channel.video(1).makePrivate();
    connect();
    JsonNode source = synced(api.post("/v1/sources", target()).json());
    assertThat(source.at("/lastRun/counts/imported").asInt()).isEqualTo(3);
    api.get("/v1/youtube/channel");

    // When the grant is over, which an import finds out
    reelport.youTube().grants().withdraw(channel);
    api.importOf(channel.publish().id());

    // Then
    JsonNode waiting = until(source, seen -> seen.has("waitingReason"));
    assertThat(waiting.get("waitingReason").asText()).isEqualTo("reconnect");

    // When
    connect();

    // Then
    JsonNode goesOn = until(source, seen -> !seen.has("waitingReason"));
    assertThat(goesOn.at("/lastRun/importId")).isNotEqualTo(source.at("/lastRun/importId"));
    // Besides whatever a check finds on its way, the whole list is read again.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                api
                    .get(path(source) + "/runs")
                    .json()
                    .get("items")
                    .findValues("discovered")
                    .stream()
                    .anyMatch(discovered -> discovered.asInt() == 4));
  }

  private void connect() {
    new Browser(channel).connect(api, reelport.service().uri());
    Awaitility.await()
        .until(
            () ->
                api.get("/v1/connections/youtube")
                    .json()
                    .get("status")
                    .asText()
                    .equals("connected"));
  }

  private String target() {
    return "{\"target\":\"" + channel.id() + "\"}";
  }

  /** Syncs the source and answers the run once it has ended. */
  private JsonNode sync(JsonNode source) {
    return api.ended(api.post(path(source) + "/sync", "").json().get("id").asText());
  }

  private void assertBalanced(JsonNode source, int uploads, String state, int count) {
    JsonNode audit = audit(source);
    assertThat(audit.get("uploads").asInt()).isEqualTo(uploads);
    assertThat(audit.get(state).asInt()).isEqualTo(count);
    assertThat(audit.get("balanced").asBoolean()).as(audit.toPrettyString()).isTrue();
  }

  private JsonNode audit(JsonNode source) {
    return api.get(path(source) + "/audit").json();
  }

  private JsonNode explain(String video) {
    return api.get(explanation(video)).json();
  }

  private static String explanation(String video) {
    return "/v1/videos/" + video + "/explain";
  }

  private static List<String> reasons(JsonNode items, String state) {
    return items
        .valueStream()
        .map(item -> item.get(state).asText() + " " + item.path("reason").asText("null"))
        .toList();
  }

  private static String path(JsonNode source) {
    return "/v1/sources/" + source.get("id").asText();
  }

  /** The source once its last run has succeeded. */
  private JsonNode synced(JsonNode source) {
    return until(source, seen -> seen.at("/lastRun/status").asText().equals("succeeded"));
  }

  private JsonNode until(JsonNode source, Predicate<JsonNode> expected) {
    return Awaitility.await("a source")
        .atMost(Duration.ofMinutes(1))
        .until(() -> api.get(path(source)).json(), expected);
  }

  private boolean isMine(ConsumerRecord<byte[], byte[]> record) {
    JsonNode event = json(record);
    return event.get("type").asText().equals("dev.reelport.source.synced.v1")
        && event.at("/data/youtubeId").asText().equals(channel.id());
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(KafkaDoor.text(record));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
