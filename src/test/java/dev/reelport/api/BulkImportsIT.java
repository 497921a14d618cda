package dev.reelport.api;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many imports at once, on real servers. */
class BulkImportsIT {

  private static final String BULK = "/v1/imports/bulk";

  private final Reelport reelport = Reelport.shared();
  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);
  private final SimChannel channel = channel();

  private SimChannel channel() {
    return reelport.youTube().world().channel("bulk-" + UUID.randomUUID()).plain();
  }

  @Test
  void aThousandTargetsAreOneRequestAndAThousandImports() {
    // Given
    channel.uploads(980);
    List<String> targets = new ArrayList<>();
    channel.videos().forEach(video -> targets.add(video.id()));
    for (int n = 0; n < 17; n++) {
      targets.add(channel().uploads(2).id());
    }
    targets.add("https://youtu.be/" + targets.get(0));
    targets.add("https://example.org");
    targets.add("UC" + channel.video(0).id() + "AAAAAAAAAAA");

    // When
    Answer answer = post(null, json(targets));

    // Then each has its place
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
    assertThat(answer.header("Location")).isEqualTo(BULK + "/" + id(answer));
    JsonNode ended = ended(id(answer));
    assertThat(ended.get("status").asText()).isEqualTo("succeeded");
    assertThat(counts(ended))
        .containsEntry("targets", 1_000)
        .containsEntry("invalid", 1)
        .containsEntry("duplicates", 1)
        .containsEntry("succeeded", 997)
        .containsEntry("failed", 1);
    assertThat(ended.get("invalid")).hasSize(1);
    assertThat(ended.at("/invalid/0/index").asInt()).isEqualTo(998);
    assertThat(ended.at("/invalid/0/target").asText()).isEqualTo("https://example.org");
    assertThat(ended.at("/videos/discovered").asInt()).isEqualTo(980 + 34);
    assertThat(ended.at("/videos/imported").asInt()).isEqualTo(980 + 34);
    assertThat(ended.has("finishedAt")).isTrue();
    assertThat(api.all("/v1/projects")).hasSize(980 + 34);
    List<JsonNode> imports = api.all(BULK + "/" + id(answer) + "/imports");
    assertThat(imports).extracting(i -> i.get("target").asText()).startsWith(targets.get(0));
    assertThat(imports).hasSize(998);
    assertThat(api.all(BULK + "/" + id(answer) + "/imports?status=failed")).hasSize(1);
    assertThat(ended.at("/units/spent").asInt())
        .isEqualTo(imports.stream().mapToInt(i -> i.at("/units/spent").asInt()).sum())
        .isLessThan(200);
  }

  @Test
  void aRepeatedKeyIsTheFirstAlsoAtTheSameTime() {
    // Given
    channel.uploads(3);
    String body = json(channel.videos().stream().map(video -> video.id()).toList());

    // When
    ExecutorService threads = Executors.newFixedThreadPool(20);
    List<Answer> answers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> post("hot", body), threads))
            .limit(40)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    threads.shutdown();

    // Then
    assertThat(answers).allMatch(answer -> answer.status() == 202);
    assertThat(answers).extracting(BulkImportsIT::id).containsOnly(id(answers.get(0)));
    assertThat(api.all("/v1/imports")).hasSize(3);
    assertThat(api.all(BULK)).hasSize(1);
    ended(id(answers.get(0)));
    assertThat(post("hot", body).json().get("status").asText()).isEqualTo("succeeded");
    assertProblem(post("hot", json(List.of("@other"))), 409, "idempotency_conflict");
    assertProblem(post("x".repeat(256), body), 400, "invalid_request");
    assertThat(api.post("/v1/imports", "{\"target\":\"@x-y-z\"}").status()).isEqualTo(202);
  }

  @Test
  void cancelEndsAllThatHaveNotEndedAndSparesTheRest() {
    // Given lists that take long, and one that is done
    List<String> targets =
        Stream.generate(() -> channel().uploads(300).id()).limit(12).collect(Collectors.toList());
    targets.add(channel.uploads(1).video(0).id());
    reelport.youTube().latency(Duration.ofMillis(200));
    try {
      String bulk = id(post(null, json(targets)));
      Awaitility.await().until(() -> get(bulk).json().at("/counts/succeeded").asInt() == 1);

      // When
      Answer cancelled = api.post(BULK + "/" + bulk + "/cancel", "");

      // Then
      assertThat(cancelled.status()).isEqualTo(202);
      assertThat(cancelled.json().get("status").asText()).isEqualTo("cancelled");
      assertThat(counts(cancelled.json()))
          .containsEntry("cancelled", 12)
          .containsEntry("succeeded", 1);
      assertThat(cancelled.json().at("/units/reserved").asInt()).isZero();
      assertProblem(api.post(BULK + "/" + bulk + "/cancel", ""), 409, "not_cancellable");
      api.all(BULK + "/" + bulk + "/imports?status=cancelled")
          .forEach(i -> assertThat(i.has("finishedAt")).isTrue());
      String one = api.all(BULK + "/" + bulk + "/imports").get(0).get("id").asText();
      assertThat(api.post("/v1/imports/" + one + "/retry", "").status()).isEqualTo(202);
    } finally {
      reelport.youTube().latency(Duration.ZERO);
    }
    reelport.settled();
  }

  @Test
  void noMoreOfAUsersListsAreWorkedOnAtATimeThanOtherwise() {
    // Given more lists than are worked on side by side
    List<String> targets =
        Stream.generate(() -> channel().uploads(60).id()).limit(8).collect(Collectors.toList());
    reelport.youTube().latency(Duration.ofMillis(100));
    String bulk;
    try {
      bulk = id(post(null, json(targets)));

      // Then
      assertThat(
              reelport.count(
                  "select count(*) from import where user_id = ? and in_turn"
                      + " and status in ('queued', 'running')",
                  user))
          .isLessThanOrEqualTo(3);
    } finally {
      reelport.youTube().latency(Duration.ZERO);
    }
    assertThat(ended(bulk).get("status").asText()).isEqualTo("succeeded");
  }

  @Test
  void feedReadersAndTakeoutAreUnderstood() {
    // Given
    String id = channel.uploads(2).id();
    String opml =
        "<?xml version='1.0' encoding='UTF-8'?>\n<opml version='1.1'><body><outline>\n"
            + "<outline type='rss' text='x'"
            + " xmlUrl='https://www.youtube.com/feeds/videos.xml?channel_id="
            + id
            + "'/>\n<outline xmlUrl='https://example.org/rss'/></outline></body></opml>";
    String csv = "Kanal-ID,Kanal-URL,Kanaltitel\n" + id + ",x,\"a, b\"\n" + id + ",x,y\n";

    // When
    Answer feeds = send("text/x-opml; charset=utf-8", opml);
    Answer takeout = send("text/csv", csv);

    // Then
    assertThat(feeds.status()).as(feeds.response().body()).isEqualTo(202);
    assertThat(counts(feeds.json())).containsEntry("targets", 2).containsEntry("invalid", 1);
    assertThat(feeds.json().at("/invalid/0/line").asInt()).isEqualTo(4);
    assertThat(ended(id(feeds)).at("/videos/imported").asInt()).isEqualTo(2);
    assertThat(takeout.status()).isEqualTo(202);
    assertThat(counts(takeout.json())).containsEntry("targets", 2).containsEntry("duplicates", 1);
    assertThat(ended(id(takeout)).at("/videos/duplicates").asInt()).isEqualTo(2);
  }

  @Test
  void whatCannotWorkIsRefusedAndLeavesNothing() {
    assertProblem(send("application/json", "{}"), 400, "invalid_request");
    assertProblem(send("application/json", "{\"targets\":[]}"), 400, "invalid_request");
    assertProblem(send("application/json", json(List.of("x", "y z"))), 400, "invalid_target");
    assertProblem(
        send("application/json", "{\"targets\":[\"@abc\"],\"options\":{\"maxVideos\":0}}"),
        400,
        "invalid_request");
    assertProblem(
        send(
            "application/xml",
            "<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                + "<opml><body><outline xmlUrl='&x;'/></body></opml>"),
        400,
        "invalid_request");
    assertProblem(send("text/csv", "a,b\n"), 400, "invalid_request");
    assertProblem(
        api.send(
            api.request(BULK)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(channel.id(), StandardCharsets.UTF_16))),
        400,
        "invalid_request");
    assertProblem(send("text/plain", "@abc"), 415, "unsupported_media_type");
    assertThat(api.all("/v1/imports")).isEmpty();
    assertThat(api.all(BULK)).isEmpty();
  }

  @Test
  void aBulkImportMayBeAMebibyteAndNoOtherCall() {
    String large = " ".repeat(900 * 1024) + json(List.of(channel.uploads(1).video(0).id()));

    assertThat(send("application/json", large).status()).isEqualTo(202);
    assertProblem(send("application/json", " ".repeat(200 * 1024) + large), 413, "too_large");
    assertProblem(api.post("/v1/imports", " ".repeat(65 * 1024)), 413, "too_large");
  }

  @Test
  void anothersBulkImportIsNotThere() {
    // Given
    String bulk = id(post(null, json(List.of(channel.uploads(1).video(0).id()))));
    ApiClient other = reelport.as(Reelport.newUser());

    // Then
    for (String path : List.of("/" + bulk, "/" + bulk + "/imports", "/" + UUID.randomUUID())) {
      assertProblem(other.get(BULK + path), 404, "not_found");
    }
    assertProblem(other.post(BULK + "/" + bulk + "/cancel", ""), 404, "not_found");
    assertThat(other.all(BULK)).isEmpty();
    ended(bulk);
    assertThat(api.all(BULK)).hasSize(1);
  }

  private Answer post(String key, String json) {
    var request = api.request(BULK).header("Content-Type", "application/json");
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return api.send(request.POST(BodyPublishers.ofString(json)));
  }

  private Answer send(String type, String body) {
    return api.send(
        api.request(BULK).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  private Answer get(String bulk) {
    return api.get(BULK + "/" + bulk);
  }

  private JsonNode ended(String bulk) {
    return Awaitility.await("bulk " + bulk)
        .atMost(Duration.ofMinutes(2))
        .until(() -> get(bulk).json(), view -> view.has("finishedAt"));
  }

  private static String id(Answer answer) {
    return answer.json().get("id").asText();
  }

  private static Map<String, Integer> counts(JsonNode bulk) {
    return bulk.get("counts").properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, count -> count.getValue().asInt()));
  }

  private static String json(List<String> targets) {
    return targets.stream()
        .map(target -> '"' + target + '"')
        .collect(Collectors.joining(",", "{\"targets\":[", "]}"));
  }
}
