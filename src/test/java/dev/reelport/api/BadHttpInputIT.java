package dev.reelport.api;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Mangled;
import dev.reelport.testing.e2e.Reelport;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes over HTTP: a clear refusal with a code, and never a fault of ours. */
class BadHttpInputIT {

  private static final int LIMIT = 64 * 1024;
  private static final String GOOD = "{\"target\":\"AAAAAAAAAAA\"}";
  private static final String SEED =
      "{\"target\":\"https://youtu.be/AAAAAAAAAAA\",\"options\":{\"private\":true,"
          + "\"maxVideos\":5,\"publishedAfter\":\"2026-01-01T00:00:00Z\","
          + "\"include\":[\"video\",\"short\"],\"analysis\":\"never\"}}";
  private static final List<String> POSTS = List.of("/v1/imports", "/v1/imports/preview");

  private final Reelport reelport = Reelport.shared();
  private final ApiClient api = reelport.as(Reelport.newUser());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"target\":\"AAAAAAAAAAA\"",
        "{\"target\":\"AAAAAAAAAAA\"}}",
        "{\"target\":\"AAAAAAAAAAA\"} {}",
        "{target:\"AAAAAAAAAAA\"}",
        "{'target':'AAAAAAAAAAA'}",
        "{\"target\":\"AAAAAAAAAAA\",}",
        "// comment\n{\"target\":\"AAAAAAAAAAA\"}",
        "null",
        "true",
        "7",
        "\"AAAAAAAAAAA\"",
        "[]",
        "[{\"target\":\"AAAAAAAAAAA\"}]",
        "{}",
        "{\"options\":{}}",
        "{\"target\":null}",
        "{\"target\":1}",
        "{\"target\":true}",
        "{\"target\":{}}",
        "{\"target\":[\"AAAAAAAAAAA\"]}",
        "{\"Target\":\"AAAAAAAAAAA\"}",
        "{\"target\":\"AAAAAAAAAAA\",\"userId\":\"root\"}",
        "{\"target\":\"AAAAAAAAAAA\",\"requestId\":\"x\"}",
        "{\"target\":\"AAAAAAAAAAA\",\"target\":\"AAAAAAAAAAA\"}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"private\":true,\"private\":true}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":1}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":\"\"}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":[]}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"unknown\":1}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"maxVideos\":0}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"maxVideos\":-1}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"maxVideos\":20001}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"maxVideos\":1.5}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"maxVideos\":1e3}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"maxVideos\":99999999999999999999}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"maxVideos\":\"10\"}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"private\":\"true\"}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"private\":0}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"publishedAfter\":\"yesterday\"}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"publishedAfter\":\"2026-01-01\"}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"publishedAfter\":\"2026-13-01T00:00:00Z\"}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"publishedAfter\":1767225600}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"publishedAfter\":"
            + "\"2026-02-01T00:00:00Z\",\"publishedBefore\":\"2026-01-01T00:00:00Z\"}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"include\":\"video\"}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"include\":[]}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"include\":[null]}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"include\":[\"VIDEO\"]}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"include\":[0]}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"analysis\":\"sometimes\"}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"analysis\":1}}",
        "{\"target\":\"AAAAAAAAAAA\",\"options\":{\"keepInSync\":\"no\"}}",
      })
  void aBodyThatIsNoRequestIsRefused(String body) {
    for (String path : POSTS) {
      assertProblem(api.post(path, body), 400, "invalid_request");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "hello",
        "https://example.com/watch?v=dQw4w9WgXcQ",
        "ftp://youtube.com/watch?v=dQw4w9WgXcQ",
        "javascript:alert(1)",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
        "http://127.0.0.1/watch?v=dQw4w9WgXcQ",
        "file:///etc/passwd",
        "https://youtube.com/watch?v=tooshort",
        "https://youtube.com/watch?v=dQw4w9WgXcQQ",
        "https://youtube.com/channel/UCshort",
        "https://youtube.com/playlist?list=",
        "@",
        "\\u0000",
      })
  void aTargetThatIsNoneIsRefused(String target) {
    for (String path : POSTS) {
      assertProblem(api.post(path, "{\"target\":\"" + target + "\"}"), 400, "invalid_target");
    }
  }

  @Test
  void deepNestingAndBytesThatAreNoTextAreRefused() {
    assertProblem(post("{\"target\":" + "[".repeat(10_000)), 400, "invalid_request");
    assertProblem(
        post("{\"options\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_001)),
        400,
        "invalid_request");
    assertProblem(
        post(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', '}'})),
        400,
        "invalid_request");
    assertProblem(
        post(BodyPublishers.ofByteArray(GOOD.getBytes(StandardCharsets.UTF_16))),
        400,
        "invalid_request");
    assertProblem(
        post(BodyPublishers.ofByteArray(GOOD.getBytes(StandardCharsets.UTF_16LE))),
        400,
        "invalid_request");
    assertProblem(post("{\"target\":\"" + "x".repeat(5_000) + "\"}"), 400, "invalid_target");
  }

  @Test
  void sixtyFourKilobytesAreReadAndOneByteMoreIsNot() {
    byte[] full = (GOOD + " ".repeat(LIMIT - GOOD.length())).getBytes(StandardCharsets.UTF_8);
    byte[] more = (GOOD + " ".repeat(LIMIT + 1 - GOOD.length())).getBytes(StandardCharsets.UTF_8);

    assertThat(post(BodyPublishers.ofByteArray(full)).status()).isEqualTo(202);
    assertThat(post(BodyPublishers.ofByteArrays(List.of(full))).status()).isEqualTo(202);
    for (String path : POSTS) {
      assertProblem(post(path, BodyPublishers.ofByteArray(more)), 413, "too_large");
      assertProblem(post(path, BodyPublishers.ofByteArrays(List.of(more))), 413, "too_large");
    }
    assertProblem(post(BodyPublishers.ofByteArray(new byte[3_000_000])), 413, "too_large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "multipart/form-data", "x"})
  void onlyJsonIsTaken(String type) {
    Answer answer =
        api.send(
            api.request("/v1/imports")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(GOOD)));
    assertThat(answer.status()).isBetween(400, 415);
    assertThat(answer.json().get("code").asText())
        .isIn("unsupported_media_type", "invalid_request");
  }

  @Test
  void jsonIsTakenWithACharset() {
    Answer answer =
        api.send(
            api.request("/v1/imports")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(GOOD)));
    assertThat(answer.status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/imports, limit=0",
    "/v1/imports, limit=201",
    "/v1/imports, limit=-5",
    "/v1/imports, limit=ten",
    "/v1/imports, limit=1.0",
    "/v1/imports, limit=%2B5",
    "/v1/imports, cursor=x",
    "/v1/imports, cursor=%00",
    "/v1/imports, cursor=aWQ6MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDA",
    "/v1/imports, status=done",
    "/v1/imports, status=Running",
    "/v1/projects, limit=201",
    "/v1/projects, cursor=%F0%9F%98%80",
    "/v1/projects, cursor=cGxhY2U6NQ",
    "/v1/imports/ID/items, outcome=lost",
    "/v1/imports/ID/items, outcome=failed&outcome=x",
    "/v1/imports/ID/items, limit=x",
    "/v1/imports/ID/items, cursor=aWQ6eA",
  })
  void aParameterThatMakesNoSenseIsNamed(String path, String query) {
    String id = api.importOf("AAAAAAAAAAA").get("id").asText();
    Answer answer = api.get(path.replace("ID", id) + "?" + query);

    assertProblem(answer, 400, "invalid_parameter");
    String name = query.substring(0, query.indexOf('='));
    assertThat(answer.json().get("detail").asText()).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1",
        "/v1/",
        "/v1/nothing",
        "/v1/imports/x",
        "/v1/imports/x/items",
        "/v1/imports/00000000-0000-0000-0000-00000000000/items",
        "/v1/projects/x",
        "/v1/connections/youtube/nothing",
        "/nothing",
      })
  void aPathThatIsNotThereNeedsATokenAllTheSame(String path) {
    HttpRequest.Builder anonymous = HttpRequest.newBuilder(reelport.service().uri().resolve(path));

    assertProblem(api.get(path), 404, "not_found");
    assertProblem(api.send(anonymous), 401, "unauthorized");
    assertProblem(
        api.send(anonymous.copy().header("Authorization", "Bearer x")), 401, "unauthorized");
    assertProblem(
        api.send(anonymous.copy().header("Authorization", "Basic eDp5")), 401, "unauthorized");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /v1/imports",
    "DELETE, /v1/imports",
    "PATCH, /v1/imports",
    "GET, /v1/imports/ID/cancel",
    "GET, /v1/imports/ID/retry",
    "DELETE, /v1/imports/ID",
    "POST, /v1/imports/ID/events",
    "POST, /v1/imports/ID/items",
    "POST, /v1/projects",
    "PUT, /v1/projects/ID",
    "POST, /v1/quota",
  })
  void aMethodThatIsNotThereIsSaid(String method, String path) {
    String real = path.replace("ID", UUID.randomUUID().toString());
    Answer answer = api.send(api.request(real).method(method, BodyPublishers.noBody()));

    assertProblem(answer, 405, "method_not_allowed");
  }

  @Test
  void noBodyWhateverMakesUsFail() {
    Random random = new Random(20261103);
    for (int n = 0; n < 500; n++) {
      byte[] body = Mangled.of(SEED, random);
      Answer answer = post(POSTS.get(n % 2), BodyPublishers.ofByteArray(body));
      String what = n + ": " + new String(body, StandardCharsets.ISO_8859_1);
      assertThat(answer.status()).as(what).isIn(200, 202, 400, 404);
      if (answer.status() >= 400) {
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("code").asText())
            .as(what)
            .isIn("invalid_request", "invalid_target", "not_found");
      }
    }
  }

  private Answer post(String body) {
    return post(BodyPublishers.ofString(body));
  }

  private Answer post(BodyPublisher body) {
    return post("/v1/imports", body);
  }

  private Answer post(String path, BodyPublisher body) {
    return api.send(api.request(path).header("Content-Type", "application/json").POST(body));
  }
}
