package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources as their users see them. */
class SourcesIT {

  private final Reelport reelport = Reelport.shared();
  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);
  private final SimChannel channel =
      reelport.youTube().world().channel("sources " + user).handle("h" + user.substring(5, 25));

  @Test
  void aHandleBecomesASourceWhoseFirstRunReadsTheWholeList() {
    // Given
    channel.uploads(70);

    // When
    Answer created = api.post("/v1/sources", "{\"target\":\"@" + channel.handle() + "\"}");

    // Then
    assertThat(created.status()).isEqualTo(201);
    JsonNode made = created.json();
    assertThat(created.header("Location")).isEqualTo("/v1/sources/" + made.get("id").asText());
    assertThat(made.get("kind").asText()).isEqualTo("channel");
    assertThat(made.get("target").asText()).isEqualTo("@" + channel.handle());
    assertThat(made.get("youtubeId").asText()).isEqualTo(channel.id());
    assertThat(made.get("title").asText()).isEqualTo(channel.title());
    assertThat(made.get("interval").asText()).isEqualTo("adaptive");
    assertThat(made.get("policy").asText()).isEqualTo("hide");
    assertThat(made.get("paused").asBoolean()).isFalse();
    assertThat(made.get("filters").isEmpty()).isTrue();
    assertThat(made.at("/options/private").asBoolean()).isTrue();
    assertThat(made.hasNonNull("nextCheckAt")).isTrue();
    JsonNode synced = synced(made);
    assertThat(synced.at("/lastRun/rung").asText()).isEqualTo("sweep");
    assertThat(synced.at("/lastRun/counts/imported").asInt()).isEqualTo(70);
    assertThat(synced.hasNonNull("lastSweptAt")).isTrue();
    assertThat(api.all("/v1/projects")).hasSize(70);
  }

  @Test
  void aUserHasOneSourceOfAListHoweverItIsNamed() {
    // Given
    JsonNode made = source("@" + channel.handle());

    // When
    Answer byHandle = api.post("/v1/sources", "{\"target\":\"@" + channel.handle() + "\"}");
    Answer byId = api.post("/v1/sources", "{\"target\":\"" + channel.id() + "\"}");

    // Then
    assertThat(List.of(byHandle, byId))
        .allSatisfy(
            again -> {
              assertThat(again.status()).isEqualTo(200);
              assertThat(again.json().get("id")).isEqualTo(made.get("id"));
              assertThat(again.header("Location"))
                  .isEqualTo("/v1/sources/" + made.get("id").asText());
            });
    assertThat(api.all("/v1/sources")).hasSize(1);
    assertThat(source(reelport.as(Reelport.newUser()), channel.id()).get("id"))
        .as("another user's of the same list")
        .isNotEqualTo(made.get("id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\"}|invalid_target",
        "{\"target\":\"https://example.com\"}|invalid_target",
        "{\"target\":\"@abcd\",\"interval\":\"hourly\"}|invalid_request",
        "{\"target\":\"@abcd\",\"surprise\":1}|invalid_request",
        "{\"target\":\"@abcd\",\"filters\":{\"minDuration\":60}}|invalid_request",
        "{\"target\":\"@abcd\",\"filters\":{\"minDuration\":\"a while\"}}|invalid_request",
        "{\"target\":\"@abcd\",\"filters\":{\"minDuration\":\"PT2M\",\"maxDuration\":\"PT1M\"}}"
            + "|invalid_request",
        "{\"target\":\"@abcd\",\"filters\":{\"titleContains\":\" \"}}|invalid_request",
        "{\"target\":\"@abcd\",\"filters\":{\"include\":[]}}|invalid_request",
        "{\"target\":\"@abcd\",\"policy\":\"burn\"}|invalid_request",
      })
  void whatMakesNoSenseIsRefused(String body, String code) {
    Answer answer = api.post("/v1/sources", body);

    assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
    assertThat(answer.json().get("code").asText()).isEqualTo(code);
  }

  @Test
  void aChannelThatDoesNotExistIsNotKept() {
    for (String target : List.of("@nobody-has-this-handle", "UC0000000000000000000000")) {
      Answer answer = api.post("/v1/sources", "{\"target\":\"" + target + "A\"}");
      assertThat(answer.json().get("code").asText()).isIn("not_found", "invalid_target");
    }
    assertThat(api.all("/v1/sources")).isEmpty();
  }

  @Test
  void aManualSourceRunsOnlyWhenItIsToldTo() {
    // Given
    channel.uploads(3);
    JsonNode made = api.post("/v1/sources", body(channel.id(), "\"interval\":\"manual\"")).json();
    assertThat(made.has("lastRun")).isFalse();
    assertThat(made.has("nextCheckAt")).isFalse();

    // When
    Answer sync = api.post(path(made) + "/sync", "");

    // Then
    assertThat(sync.status()).isEqualTo(202);
    assertThat(sync.json().get("sourceId")).isEqualTo(made.get("id"));
    assertThat(sync.json().get("rung").asText()).isEqualTo("sweep");
    assertThat(sync.header("Location")).isEqualTo("/v1/imports/" + sync.json().get("id").asText());
    assertThat(synced(made).at("/lastRun/importId")).isEqualTo(sync.json().get("id"));
    assertThat(api.all(path(made) + "/runs"))
        .extracting(run -> run.get("id"))
        .containsExactly(sync.json().get("id"));
    assertThat(api.all("/v1/imports?source=" + made.get("id").asText())).hasSize(1);
  }

  @Test
  void runsAreListedNewestFirstAPageAtATime() {
    // Given
    channel.uploads(2);
    JsonNode made = source(channel.id());
    synced(made);
    channel.publish();
    JsonNode second = api.ended(api.post(path(made) + "/sync", "").json().get("id").asText());
    assertThat(second.at("/counts/imported").asInt()).isEqualTo(1);
    assertThat(second.at("/counts/duplicates").asInt()).isEqualTo(2);

    // When
    JsonNode first = api.get(path(made) + "/runs?limit=1").json();
    JsonNode rest =
        api.get(path(made) + "/runs?limit=1&cursor=" + first.get("nextCursor").asText()).json();

    // Then
    assertThat(first.at("/items/0/id")).isEqualTo(second.get("id"));
    assertThat(rest.at("/items/0/id").asText()).isLessThan(second.get("id").asText());
    assertThat(rest.get("nextCursor").isNull()).isTrue();
  }

  @Test
  void sourcesAreChangedListedAndDeleted() {
    // Given
    channel.uploads(2);
    JsonNode made = source(channel.id());
    synced(made);

    // When
    JsonNode changed =
        api.patch(
                path(made),
                "{\"interval\":\"daily\",\"paused\":true,\"policy\":\"keep\","
                    + "\"filters\":{\"titleExcludes\":\"Trailer\"},\"options\":{\"private\":false}}")
            .json();

    // Then
    assertThat(changed.get("interval").asText()).isEqualTo("daily");
    assertThat(changed.get("paused").asBoolean()).isTrue();
    assertThat(changed.get("policy").asText()).isEqualTo("keep");
    assertThat(changed.at("/filters/titleExcludes").asText()).isEqualTo("Trailer");
    assertThat(changed.at("/options/private").asBoolean()).isFalse();
    assertThat(changed.has("nextCheckAt")).isFalse();
    assertThat(changed.get("version").asLong()).isGreaterThan(made.get("version").asLong());
    assertThat(api.get(path(made)).json()).isEqualTo(changed);
    assertThat(api.all("/v1/sources")).containsExactly(changed);
    assertThat(api.patch(path(made), "{\"name\":\"x\"}").status()).isEqualTo(400);

    // When it is gone, its projects and imports are not
    assertThat(api.delete(path(made)).status()).isEqualTo(204);
    assertThat(api.get(path(made)).status()).isEqualTo(404);
    assertThat(api.delete(path(made)).status()).isEqualTo(404);
    assertThat(api.all("/v1/projects")).hasSize(2);
    assertThat(api.all("/v1/imports")).hasSize(1);
  }

  @Test
  void aSourceThatGoesOnCatchesUpWithWhatCameMeanwhile() {
    // Given
    channel.uploads(2);
    JsonNode made = source(channel.id());
    synced(made);
    api.patch(path(made), "{\"paused\":true}");
    channel.publish();

    // When
    JsonNode resumed = api.patch(path(made), "{\"paused\":false}").json();

    // Then
    assertThat(resumed.at("/lastRun/importId"))
        .isNotEqualTo(api.all(path(made) + "/runs").get(1).get("id"));
    assertThat(synced(made).at("/lastRun/counts/imported").asInt()).isEqualTo(1);
  }

  private JsonNode source(String target) {
    return source(api, target);
  }

  private static JsonNode source(ApiClient client, String target) {
    Answer answer = client.post("/v1/sources", "{\"target\":\"" + target + "\"}");
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
    return answer.json();
  }

  private static String body(String target, String more) {
    return "{\"target\":\"" + target + "\"," + more + "}";
  }

  private static String path(JsonNode source) {
    return "/v1/sources/" + source.get("id").asText();
  }

  /** The source once its last run has succeeded. */
  private JsonNode synced(JsonNode source) {
    return Awaitility.await("the run of a source")
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> api.get(path(source)).json(),
            seen -> seen.at("/lastRun/status").asText().equals("succeeded"));
  }
}
