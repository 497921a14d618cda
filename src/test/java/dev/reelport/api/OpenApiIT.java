package dev.reelport.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Reelport;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service says about itself, to whoever asks. */
class OpenApiIT {

  private static final List<String> CALLS =
      List.of(
          "post /v1/imports",
          "get /v1/imports",
          "post /v1/imports/preview",
          "get /v1/imports/{id}",
          "get /v1/imports/{id}/items",
          "get /v1/imports/{id}/events",
          "post /v1/imports/{id}/cancel",
          "post /v1/imports/{id}/retry",
          "post /v1/sources",
          "get /v1/sources",
          "get /v1/sources/{id}",
          "patch /v1/sources/{id}",
          "delete /v1/sources/{id}",
          "post /v1/sources/{id}/sync",
          "get /v1/sources/{id}/runs",
          "get /v1/sources/{id}/audit",
          "get /v1/videos/{videoId}/explain",
          "get /v1/projects",
          "get /v1/projects/{id}",
          "patch /v1/projects/{id}",
          "delete /v1/projects/{id}",
          "get /v1/quota",
          "post /v1/connections/youtube",
          "get /v1/connections/youtube",
          "delete /v1/connections/youtube",
          "get /v1/youtube/channel",
          "get /v1/youtube/videos",
          "get /v1/admin/quota",
          "get /v1/admin/quota/users",
          "get /v1/admin/dead-letters",
          "post /v1/admin/dead-letters/replay");

  /** The one call that needs no token and answers a page, whatever comes of it. */
  private static final String PAGE = "get /v1/connections/youtube/callback";

  private final Reelport reelport = Reelport.shared();
  private final ApiClient api = reelport.as(Reelport.newUser());

  @Test
  void everyCallIsDescribedAndNoOther() {
    List<String> described = new ArrayList<>();
    description()
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> described.add(method + " " + path.getKey())));

    assertThat(described)
        .filteredOn(call -> call.contains(" /v1") && !call.equals(PAGE))
        .containsExactlyInAnyOrderElementsOf(CALLS);
  }

  @Test
  void thePageOfConsentIsDescribedAsOneThatNeedsNoToken() {
    String[] parts = PAGE.split(" ", 2);
    JsonNode operation = description().get("paths").get(parts[1]).get(parts[0]);

    assertThat(operation.path("summary").asText()).isNotBlank();
    assertThat(operation.get("security")).isEmpty();
    assertThat(operation.at("/responses/200/content").fieldNames().next()).isEqualTo("text/html");
    assertThat(operation.get("responses").has("401")).isFalse();
  }

  @TestFactory
  Stream<DynamicTest> everyCallHasExamplesProblemsAndSecurity() {
    JsonNode description = description();
    return CALLS.stream()
        .map(
            call ->
                DynamicTest.dynamicTest(
                    call,
                    () -> {
                      String[] parts = call.split(" ", 2);
                      isComplete(description, description.get("paths").get(parts[1]).get(parts[0]));
                    }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/openapi",
        "/q/health",
        "/q/health/live",
        "/q/health/ready",
        "/q/health/started",
        "/q/metrics"
      })
  void whatOperatorsAskForNeedsNoToken(String path) {
    Answer answer = anonymous(path);

    assertThat(answer.status()).isEqualTo(200);
    if (path.startsWith("/q/health")) {
      assertThat(answer.json().get("status").asText()).isEqualTo("UP");
    }
  }

  @Test
  void metricsAreInTheFormOfPrometheus() {
    assertThat(anonymous("/q/metrics").response().body()).contains("# TYPE ").contains("# HELP ");
  }

  private static void isComplete(JsonNode description, JsonNode operation) {
    assertThat(operation.path("summary").asText()).isNotBlank();
    assertThat(operation.path("operationId").asText()).isNotBlank();
    JsonNode security =
        operation.has("security") ? operation.get("security") : description.get("security");
    assertThat(security.get(0).fieldNames().hasNext()).as("security").isTrue();
    if (operation.has("requestBody")) {
      assertThat(examples(operation.get("requestBody"))).as("example of the body").isTrue();
    }
    List<String> statuses = new ArrayList<>();
    operation
        .get("responses")
        .properties()
        .forEach(
            response -> {
              statuses.add(response.getKey());
              boolean problem = response.getKey().charAt(0) >= '4';
              if (problem) {
                assertThat(response.getValue().at("/content/application~1problem+json/schema/$ref"))
                    .as(response.getKey())
                    .isEqualTo(ref());
              }
              if (problem || !response.getKey().equals("204")) {
                assertThat(examples(response.getValue())).as(response.getKey()).isTrue();
              }
            });
    assertThat(statuses).contains("401").anyMatch(status -> status.startsWith("2"));
  }

  private static JsonNode ref() {
    return new TextNode("#/components/schemas/Problem");
  }

  private static boolean examples(JsonNode described) {
    for (JsonNode media : described.path("content")) {
      if (media.has("example") || !media.path("examples").isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private JsonNode description() {
    Answer answer = anonymous("/q/openapi?format=json");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("openapi").asText()).startsWith("3.");
    return answer.json();
  }

  private Answer anonymous(String path) {
    return api.send(HttpRequest.newBuilder(reelport.service().uri().resolve(path)));
  }
}
