package dev.reelport.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.reelport.imports.FakeImports;
import dev.reelport.imports.ImportId;
import dev.reelport.imports.ImportStatus;
import dev.reelport.imports.ImportView;
import dev.reelport.imports.ItemView;
import dev.reelport.imports.Outcome;
import dev.reelport.platform.UserId;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.stack.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(InThisJvm.class)
class ImportsApiTest {

  private static final String VIDEO = "{\"target\":\"dQw4w9WgXcQ\"}";
  private static final String ANOTHER = "{\"target\":\"9bZkp7q19f0\"}";

  @Inject FakeImports imports;

  @TestHTTPResource("/")
  URI root;

  Tokens tokens;

  /** Every test has a user of its own, so that none sees another's imports. */
  private final String user = "user-" + UUID.randomUUID();

  @AfterEach
  void endTheTrouble() {
    imports.failWith(Optional.empty());
  }

  @Test
  void anImportIsAcceptedAndFoundAtItsLocation() {
    // When
    Response answer = as(user).body(VIDEO).post("/v1/imports");

    // Then
    answer
        .then()
        .statusCode(202)
        .body("status", equalTo("queued"))
        .body("kind", equalTo("video"))
        .body("title", nullValue())
        .body("createdAt", equalTo("2026-05-04T09:30:00.123456Z"))
        .body("options.private", equalTo(true))
        .header("Location", endsWith("/v1/imports/" + answer.path("id")));
    as(user)
        .get(answer.getHeader("Location"))
        .then()
        .statusCode(200)
        .body("id", equalTo(answer.path("id")));
    as("somebody-else").get(answer.getHeader("Location")).then().statusCode(404);
  }

  @Test
  void aRepeatedKeyAnswersTheFirstImportAndAnotherTargetUnderItIsRefused() {
    // Given
    Response first = as(user).header("Idempotency-Key", "k").body(VIDEO).post("/v1/imports");

    // When
    Response repeat = as(user).header("Idempotency-Key", "k").body(VIDEO).post("/v1/imports");
    Response other = as(user).header("Idempotency-Key", "k").body(ANOTHER).post("/v1/imports");

    // Then
    repeat.then().statusCode(202).header("Location", equalTo(first.getHeader("Location")));
    other.then().statusCode(409).body("code", equalTo("idempotency_conflict"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"target\":\"https://example.com/x\"} | invalid_target",
        "{\"target\":\"  \"}                     | invalid_target",
        "{\"target\":\"\"}                       | invalid_target",
        "{}                                      | invalid_request",
        "{\"target\":null}                       | invalid_request",
        "{\"target\":5}                          | invalid_request",
        "{\"target\":[\"dQw4w9WgXcQ\"]}          | invalid_request",
        "[]                                      | invalid_request",
        "null                                    | invalid_request",
        "``                                      | invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\"             | invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\"} x          | invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\",\"a\":1}    | invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\",\"target\":\"dQw4w9WgXcQ\"} | invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\",\"options\":[]} | invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\",\"options\":\"\"} | invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\",\"options\":{\"x\":1}} | invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\",\"options\":{\"maxVideos\":0}} | invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\",\"options\":{\"maxVideos\":\"5\"}} | invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\",\"options\":{\"maxVideos\":5.0}} | invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\",\"options\":{\"private\":1}} | invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\",\"options\":{\"include\":[\"clip\"]}} | invalid_request",
        "{\"target\":\"dQw4w9WgXcQ\",\"options\":{\"publishedAfter\":1}} | invalid_request",
      })
  void aBodyThatCannotWorkIsRefusedOnBothPaths(String body, String code) {
    for (String path : List.of("/v1/imports", "/v1/imports/preview")) {
      as(user)
          .body(body)
          .post(path)
          .then()
          .statusCode(400)
          .contentType(Problem.MEDIA_TYPE)
          .body("code", equalTo(code))
          .body("instance", equalTo(path));
    }
  }

  @Test
  void aListGoesOnAtItsCursorUntilItsEnd() {
    // Given
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      created.add(0, as(user).body(VIDEO).post("/v1/imports").path("id"));
    }

    // When
    List<String> listed = new ArrayList<>();
    String cursor = null;
    do {
      RequestSpecification request = as(user).queryParam("limit", 2);
      Response page =
          (cursor == null ? request : request.queryParam("cursor", cursor)).get("/v1/imports");
      page.then().statusCode(200);
      listed.addAll(page.path("items.id"));
      assertThat(page.jsonPath().getMap("")).containsKey("nextCursor");
      cursor = page.path("nextCursor");
    } while (cursor != null);

    // Then
    assertThat(listed).isEqualTo(created);
    assertThat(as(user).get("/v1/imports?status=failed").<List<?>>path("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=x",
        "limit=1e1",
        "limit=99999999999",
        "cursor=x",
        "cursor=aWQ6eA",
        "status=done",
        "status=QUEUED"
      })
  void aParameterThatMakesNoSenseIsNamed(String query) {
    as(user)
        .get("/v1/imports?" + query)
        .then()
        .statusCode(400)
        .body("code", equalTo("invalid_parameter"))
        .body("detail", containsString(query.substring(0, query.indexOf('='))));
  }

  @Test
  void theItemsOfAnImportAreThoseNotImportedUnlessAskedFor() {
    // Given
    ImportId id = create();
    imports.hasItems(
        id,
        List.of(
            new ItemView("aaaaaaaaaaA", Outcome.IMPORTED, null, UUID.randomUUID()),
            new ItemView("aaaaaaaaaaE", Outcome.FILTERED, "kind", null),
            new ItemView("aaaaaaaaaaI", Outcome.FAILED, "internal", null)));
    String path = "/v1/imports/" + id + "/items";

    // When, Then
    assertThat(as(user).get(path).<List<String>>path("items.videoId"))
        .containsExactly("aaaaaaaaaaE", "aaaaaaaaaaI");
    assertThat(
            as(user)
                .get(path + "?outcome=imported&outcome=failed")
                .<List<String>>path("items.videoId"))
        .containsExactly("aaaaaaaaaaA", "aaaaaaaaaaI");
    String next = as(user).get(path + "?limit=1").path("nextCursor");
    assertThat(as(user).get(path + "?limit=1&cursor=" + next).<List<String>>path("items.videoId"))
        .containsExactly("aaaaaaaaaaI");
    as(user).get(path + "?outcome=lost").then().statusCode(400);
    as("somebody-else").get(path).then().statusCode(404);
  }

  @Test
  void commandsAnswerTheImportOrWhyNot() {
    ImportId id = create();

    as(user).post("/v1/imports/" + id + "/retry").then().statusCode(202);
    as(user)
        .post("/v1/imports/" + id + "/cancel")
        .then()
        .statusCode(409)
        .body("code", equalTo("not_cancellable"));
    as("somebody-else").post("/v1/imports/" + id + "/cancel").then().statusCode(404);
    as(user).post("/v1/imports/" + UUID.randomUUID() + "/retry").then().statusCode(404);
    as(user).get("/v1/imports/" + id + "/retry").then().statusCode(405);
  }

  @Test
  void aDatabaseThatIsAwayIsNoDefectOfTheRequest() {
    // Given
    imports.failWith(
        Optional.of(() -> new IllegalStateException(new ConnectException("secret-host:5432"))));

    // When, Then
    Response answer = as(user).body(VIDEO).post("/v1/imports");
    answer.then().statusCode(503).header("Retry-After", "5").body("code", equalTo("unavailable"));
    assertThat(answer.asString()).doesNotContain("secret-host");
  }

  @Test
  void aDefectOfOursTellsNothingAboutTheInside() {
    // Given
    imports.failWith(Optional.of(() -> new IllegalStateException("secret-column")));

    // When, Then
    Response answer = as(user).body(VIDEO).post("/v1/imports");
    answer.then().statusCode(500).body("code", equalTo("internal"));
    assertThat(answer.asString()).doesNotContain("secret-column").doesNotContain("Exception");
  }

  @Test
  void anImportIsWatchedUntilItsFinalState() throws Exception {
    // Given
    ImportId id = create();
    ImportView view = view(id);
    imports.willChange(
        id,
        Multi.createBy()
            .concatenating()
            .streams(
                Multi.createFrom().items(view, FakeImports.at(view, ImportStatus.RUNNING, 2)),
                Multi.createFrom()
                    .item(FakeImports.at(view, ImportStatus.SUCCEEDED, 4))
                    .onItem()
                    .call(
                        () ->
                            Uni.createFrom()
                                .nullItem()
                                .onItem()
                                .delayIt()
                                .by(Duration.ofMillis(700)))));

    // When
    List<String> lines = watch(id, null);

    // Then
    assertThat(lines)
        .filteredOn(line -> line.startsWith("id:"))
        .containsExactly("id:1", "id:2", "id:4");
    assertThat(lines).filteredOn(line -> line.startsWith("event:")).containsOnly("event:import");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("data:"))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("\"id\":\"" + id + "\""));
    assertThat(lines).filteredOn(line -> line.equals(":")).as("heartbeats").isNotEmpty();
  }

  @Test
  void aStreamIsTakenUpBehindTheLastEvent() throws Exception {
    // Given
    ImportId id = create();
    ImportView view = view(id);
    imports.willChange(
        id, Multi.createFrom().items(view, FakeImports.at(view, ImportStatus.SUCCEEDED, 3)));

    // When, Then
    assertThat(watch(id, "1")).filteredOn(line -> line.startsWith("id:")).containsExactly("id:3");
    assertThat(watch(id, "77"))
        .as("a version that never was counts as none")
        .filteredOn(line -> line.startsWith("id:"))
        .containsExactly("id:1", "id:3");
  }

  @Test
  void anImportThatIsNotThereIsSaidBeforeTheStreamBegins() {
    for (String id : List.of(UUID.randomUUID().toString(), "x", create().toString())) {
      as("somebody-else")
          .accept("text/event-stream")
          .get("/v1/imports/" + id + "/events")
          .then()
          .statusCode(404)
          .contentType(Problem.MEDIA_TYPE)
          .body("code", equalTo("not_found"));
    }
  }

  @Test
  void theDescriptionIsComplete() {
    // When
    Response description = given().accept("application/json").get("/q/openapi?format=json");

    // Then
    description
        .then()
        .statusCode(200)
        .body("info.title", equalTo("Reelport"))
        .body("info.license.name", equalTo("Apache-2.0"))
        .body("components.securitySchemes.token.scheme", equalTo("bearer"))
        .body(
            "paths.'/v1/imports'.post.responses.'409'.content.'application/problem+json'.schema.'$ref'",
            equalTo("#/components/schemas/Problem"))
        .body("components.schemas.Problem.properties.code.type", equalTo("string"));
    assertThat(description.<Map<String, Object>>path("paths.'/v1/imports'.post.responses"))
        .containsKeys("202", "400", "401", "406", "409", "413", "415", "500", "503");
  }

  private ImportId create() {
    return ImportId.parse(as(user).body(VIDEO).post("/v1/imports").path("id")).orElseThrow();
  }

  private ImportView view(ImportId id) {
    return imports.find(new UserId(user), id).await().indefinitely().orElseThrow();
  }

  private List<String> watch(ImportId id, String lastEventId)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve("/v1/imports/" + id + "/events"))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + tokens.token(user));
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpResponse<Stream<String>> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    try (Stream<String> lines = answer.body()) {
      return lines.toList();
    }
  }

  private RequestSpecification as(String name) {
    return given().auth().oauth2(tokens.token(name)).contentType("application/json");
  }
}
