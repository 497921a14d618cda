package dev.reelport.api;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.ActiveFault;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimVideo;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stopping imports and taking them up again, on real servers. */
class ImportCommandsIT {

  private static final List<String> PARTS =
      List.of("imported", "duplicates", "filtered", "unavailable", "failed");

  private final Reelport reelport = Reelport.shared().settled();
  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);
  private final SimChannel channel =
      reelport.youTube().world().channel("commands-" + UUID.randomUUID()).plain();
  private final int unitsBefore = reelport.youTube().units();

  @AfterEach
  void endTheTrouble() {
    reelport.youTube().heal();
  }

  @Test
  void aCancelledImportEndsAtOnceAndItsStepInFlightWritesNothingMore() {
    // Given an import whose third page is on its way
    channel.uploads(400);
    slow(3, Duration.ofSeconds(2));
    String id = api.importOf(channel.id()).get("id").asText();
    awaitPages(3);

    // When
    Answer answer = api.post("/v1/imports/" + id + "/cancel", "");

    // Then it is over, and adds up
    assertThat(answer.status()).isEqualTo(202);
    JsonNode cancelled = answer.json();
    assertThat(cancelled.get("status").asText()).isEqualTo("cancelled");
    assertThat(cancelled.get("finishedAt")).isNotNull();
    assertAddsUp(cancelled);
    assertProblem(api.post("/v1/imports/" + id + "/cancel", ""), 409, "not_cancellable");

    // And what was on its way is booked and nothing else
    JsonNode late =
        api.until(
            id, i -> i.at("/units/spent").asInt() == reelport.youTube().units() - unitsBefore);
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> api.get("/v1/imports/" + id).json().get("counts").equals(late.get("counts")));
    assertThat(late.get("counts")).isEqualTo(cancelled.get("counts"));
    assertThat(projects()).isEqualTo(cancelled.at("/counts/imported").asLong());
    assertThat(units()).isEqualTo(late.at("/units/spent").asInt());
    assertThat(api.get("/v1/quota").json().get("used").asInt()).isEqualTo(units());
  }

  @Test
  void aCancelledImportGoesOnWhereItStopped() {
    // Given an import that was cancelled while its third page was on its way
    channel.uploads(400);
    slow(3, Duration.ofSeconds(1));
    String id = api.importOf(channel.id()).get("id").asText();
    awaitPages(3);
    api.post("/v1/imports/" + id + "/cancel", "");
    reelport.youTube().heal();

    // When
    Answer answer = api.post("/v1/imports/" + id + "/retry", "");
    JsonNode ended = api.ended(id);

    // Then all is there, and only the page that was lost was listed twice
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("status").asText()).isEqualTo("queued");
    assertThat(answer.json().has("finishedAt")).isFalse();
    assertThat(ended.get("status").asText()).isEqualTo("succeeded");
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(400);
    assertAddsUp(ended);
    assertThat(projects()).isEqualTo(400);
    assertThat(pages()).isBetween(8, 9);
    api.until(id, i -> i.at("/units/spent").asInt() == units());
  }

  @Test
  void aQueuedOrWaitingImportCanBeCancelled() {
    // Given an import that waits, because YouTube asked for it
    channel.uploads(5);
    reelport
        .youTube()
        .fail(
            FaultRule.on(Route.PLAYLIST_ITEMS)
                .naming(channel.uploadsId())
                .with(Faults.perMinute429()));
    String id = api.importOf(channel.id()).get("id").asText();
    JsonNode waiting = api.until(id, i -> i.get("status").asText().equals("waiting"));
    assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("rate_limited");

    // When
    Answer answer = api.post("/v1/imports/" + id + "/cancel", "");

    // Then
    assertThat(answer.json().get("status").asText()).isEqualTo("cancelled");
    assertThat(answer.json().has("waiting")).isFalse();
    assertAddsUp(answer.json());
  }

  @Test
  void aFailedImportGoesOnOnceItsReasonIsGone() {
    // Given a channel whose list went in circles, and a video that was hidden
    channel.uploads(120);
    ActiveFault loop =
        reelport
            .youTube()
            .fail(
                FaultRule.on(Route.PLAYLIST_ITEMS)
                    .naming(channel.uploadsId())
                    .with(Faults.pageTokenLoop()));
    JsonNode looped = api.imported(channel.id());
    SimVideo video =
        reelport.youTube().world().channel("hidden-" + UUID.randomUUID()).publish().makePrivate();
    JsonNode hidden = reelport.as(Reelport.newUser()).imported(video.id());
    assertThat(looped.get("status").asText()).isEqualTo("failed");
    assertThat(looped.at("/error/code").asText()).isEqualTo("youtube_unavailable");
    assertAddsUp(looped);
    assertThat(hidden.at("/error/code").asText()).isIn("not_found", "private");
    assertThat(hidden.at("/counts/discovered").asInt()).isZero();

    // When
    loop.close();
    video.makePublic();
    String id = looped.get("id").asText();
    Answer answer = api.post("/v1/imports/" + id + "/retry", "");
    JsonNode ended = api.ended(id);

    // Then
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().has("error")).isFalse();
    assertThat(ended.get("status").asText()).isEqualTo("succeeded");
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(120);
    assertAddsUp(ended);
  }

  @Test
  void aVideoThatWasHiddenIsImportedByARetry() {
    // Given
    SimVideo video = channel.uploads(2).video(0).makePrivate();
    String id = api.imported(video.id()).get("id").asText();

    // When
    video.makePublic();
    api.post("/v1/imports/" + id + "/retry", "");

    // Then
    JsonNode ended = api.ended(id);
    assertThat(ended.get("status").asText()).isEqualTo("succeeded");
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(1);
    assertThat(ended.has("error")).isFalse();
  }

  @Test
  void whatSucceededWholeOrStillRunsIsNotRetried() {
    // Given
    channel.uploads(60);
    String done = api.imported(channel.video(0).id()).get("id").asText();
    slow(2, Duration.ofSeconds(1));
    String running = api.importOf(channel.id()).get("id").asText();

    // When, Then
    assertProblem(api.post("/v1/imports/" + done + "/retry", ""), 409, "not_retryable");
    assertProblem(api.post("/v1/imports/" + running + "/retry", ""), 409, "not_retryable");
    assertProblem(api.post("/v1/imports/" + done + "/cancel", ""), 409, "not_cancellable");
    api.ended(running);
  }

  private void slow(int page, Duration delay) {
    reelport
        .youTube()
        .fail(
            FaultRule.on(Route.PLAYLIST_ITEMS)
                .naming(channel.uploadsId())
                .call(page)
                .with(Faults.delay(delay)));
  }

  private void awaitPages(int count) {
    Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> pages() >= count);
  }

  private int pages() {
    return reelport.youTube().calls(Route.PLAYLIST_ITEMS, channel.uploadsId());
  }

  private int units() {
    return reelport.youTube().units() - unitsBefore;
  }

  private long projects() {
    return reelport.count("select count(*) from project where user_id = ?", user);
  }

  private static void assertAddsUp(JsonNode i) {
    int sum = PARTS.stream().mapToInt(part -> i.get("counts").get(part).asInt()).sum();
    assertThat(i.at("/counts/discovered").asInt()).as(i.toString()).isEqualTo(sum);
  }
}
