package dev.reelport.api;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Accepting imports, and what a repeated request id does, on real servers. */
class ImportKeysIT {

  private final Reelport reelport = Reelport.shared();
  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);
  private final SimChannel channel =
      reelport.youTube().world().channel("keys-" + UUID.randomUUID()).plain().uploads(3);
  private final String video = body(channel.video(0).id());

  @Test
  void anImportIsAcceptedWithEveryDefaultFilledIn() {
    // When
    Answer answer = api.post("/v1/imports", body("https://youtube.com/channel/" + channel.id()));

    // Then
    assertThat(answer.status()).isEqualTo(202);
    var made = answer.json();
    assertThat(answer.header("Location")).endsWith("/v1/imports/" + made.get("id").asText());
    assertThat(made.get("kind").asText()).isEqualTo("channel");
    assertThat(made.get("target").asText()).contains(channel.id());
    assertThat(made.get("status").asText()).isEqualTo("queued");
    assertThat(made.get("version").asLong()).isEqualTo(1);
    assertThat(made.at("/options/private").asBoolean()).isTrue();
    assertThat(made.at("/options/showcase").asBoolean()).isTrue();
    assertThat(made.at("/options/keepInSync").asBoolean()).isTrue();
    assertThat(made.at("/options/analysis").asText()).isEqualTo("auto");
    assertThat(made.at("/options/include"))
        .extracting(kind -> kind.asText())
        .containsExactlyInAnyOrder("video", "short", "live");
    assertThat(made.at("/options").has("maxVideos")).isFalse();
    assertThat(made.at("/units/spent").asInt()).isZero();
    assertThat(made.get("counts").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "discovered", "imported", "duplicates", "filtered", "unavailable", "failed");
    assertThat(Instant.parse(made.get("createdAt").asText())).isBefore(Instant.now());
    for (String absent : List.of("waiting", "requestId", "startedAt", "finishedAt", "error")) {
      assertThat(made.has(absent)).as(absent).isFalse();
    }
    assertThat(api.ended(made.get("id").asText()).get("finishedAt")).isNotNull();
  }

  @Test
  void aRepeatedKeyIsTheFirstImportAlsoAfterItsEnd() {
    // Given
    Answer first = post("k", video);
    String id = first.json().get("id").asText();

    // When
    Answer soon = post("k", video);
    api.ended(id);
    Answer late = post("k", video);

    // Then
    for (Answer repeat : List.of(soon, late)) {
      assertThat(repeat.status()).isEqualTo(202);
      assertThat(repeat.header("Location")).isEqualTo(first.header("Location"));
      assertThat(repeat.json().get("id").asText()).isEqualTo(id);
      assertThat(repeat.json().get("requestId").asText()).isEqualTo("k");
    }
    assertThat(late.json().get("status").asText()).isEqualTo("succeeded");
    assertThat(late.json()).isEqualTo(api.get(first.header("Location")).json());
    assertThat(api.all("/v1/imports")).hasSize(1);
  }

  @Test
  void aHundredRepeatsInParallelAreOneImport() {
    // When
    ExecutorService threads = Executors.newFixedThreadPool(25);
    List<Answer> answers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> post("hot", video), threads))
            .limit(100)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    threads.shutdown();

    // Then
    assertThat(answers).allMatch(answer -> answer.status() == 202);
    assertThat(answers)
        .extracting(answer -> answer.header("Location"))
        .containsOnly(answers.get(0).header("Location"));
    assertThat(api.all("/v1/imports")).hasSize(1);
    assertThat(api.ended(answers.get(0).json().get("id").asText()).at("/units/spent").asInt())
        .isEqualTo(1);
  }

  @Test
  void anotherTargetOrOtherOptionsUnderAKeyAreAConflict() {
    // Given
    post("k", video);
    String spelled = body("https://youtu.be/" + channel.video(0).id() + "?si=x");

    // When, Then
    assertProblem(post("k", body(channel.video(1).id())), 409, "idempotency_conflict");
    assertProblem(
        post("k", video.replace("}", ",\"options\":{\"private\":false}}")),
        409,
        "idempotency_conflict");
    assertThat(post("k", spelled).status()).as("another spelling").isEqualTo(202);
    assertThat(post("k", video.replace("}", ",\"options\":{\"private\":true}}")).status())
        .as("a default that is written out")
        .isEqualTo(202);
    assertThat(api.all("/v1/imports")).hasSize(1);
  }

  @Test
  void aKeyBelongsToItsUser() {
    // When
    Answer mine = post("same", video);
    ApiClient other = reelport.as(Reelport.newUser());
    Answer theirs = post(other, "same", body(channel.video(1).id()));

    // Then
    assertThat(theirs.status()).isEqualTo(202);
    assertThat(theirs.json().get("id")).isNotEqualTo(mine.json().get("id"));
    assertProblem(other.get(mine.header("Location")), 404, "not_found");
  }

  @Test
  void keysOfBothDoorsAreOneNamespace() {
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      // Given a request over Kafka
      kafka.send(
          KafkaDoor.REQUESTS,
          user,
          "{\"requestId\":\"both\",\"userId\":\"" + user + "\"," + video.substring(1));
      var made =
          Awaitility.await().until(() -> api.all("/v1/imports"), imports -> imports.size() == 1);

      // When the same comes over HTTP
      Answer repeat = post("both", video);

      // Then
      assertThat(repeat.status()).isEqualTo(202);
      assertThat(repeat.json().get("id")).isEqualTo(made.get(0).get("id"));
      assertProblem(post("both", body(channel.video(1).id())), 409, "idempotency_conflict");
    }
  }

  @Test
  void aKeyHasAtMost255Characters() {
    assertProblem(post("x".repeat(256), video), 400, "invalid_request");
    assertThat(post("x".repeat(255), video).status()).isEqualTo(202);
  }

  private Answer post(String key, String json) {
    return post(api, key, json);
  }

  private static Answer post(ApiClient client, String key, String json) {
    return client.send(
        client
            .request("/v1/imports")
            .header("Idempotency-Key", key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private static String body(String target) {
    return "{\"target\":\"" + target + "\"}";
  }
}
