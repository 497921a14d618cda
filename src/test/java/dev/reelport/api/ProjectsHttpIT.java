package dev.reelport.api;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects over HTTP, on real servers. */
class ProjectsHttpIT {

  private final Reelport reelport = Reelport.shared();
  private final ApiClient api = reelport.as(Reelport.newUser());
  private final ApiClient stranger = reelport.as(Reelport.newUser());
  private final SimChannel channel =
      reelport.youTube().world().channel("projects-" + UUID.randomUUID()).plain();

  @Test
  void projectsAreListedInPagesAndFoundByTheirId() {
    // Given
    channel.uploads(7);
    api.imported(channel.id());

    // When
    JsonNode first = api.get("/v1/projects?limit=3").json();
    List<JsonNode> all = api.all("/v1/projects");

    // Then
    assertThat(first.get("items")).hasSize(3);
    assertThat(first.get("nextCursor").isTextual()).isTrue();
    assertThat(all).hasSize(7).doesNotHaveDuplicates();
    for (JsonNode project : all) {
      assertThat(api.get(path(project)).json()).isEqualTo(project);
      assertProblem(stranger.get(path(project)), 404, "not_found");
    }
    assertThat(stranger.all("/v1/projects")).isEmpty();
    assertProblem(api.get("/v1/projects/" + UUID.randomUUID()), 404, "not_found");
    assertProblem(api.get("/v1/projects/1"), 404, "not_found");
  }

  @Test
  void aProjectIsChangedWhereThePatchSaysSoAndItsSlugNever() {
    // Given
    JsonNode before = project();

    // When
    Answer answer =
        api.patch(
            path(before),
            "{\"title\":\"Völlig neu\",\"description\":\"\",\"private\":false,"
                + "\"showcase\":false,\"tools\":[\"a\",\"b\"],\"categories\":[\"c\"],"
                + "\"topics\":[]}");
    JsonNode after = api.get(path(before)).json();

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).isEqualTo(after);
    assertThat(after.get("title").asText()).isEqualTo("Völlig neu");
    assertThat(after.get("description").asText()).isEmpty();
    assertThat(after.get("private").asBoolean()).isFalse();
    assertThat(after.get("showcase").asBoolean()).isFalse();
    assertThat(after.get("tools")).extracting(JsonNode::asText).containsExactly("a", "b");
    assertThat(after.get("categories")).extracting(JsonNode::asText).containsExactly("c");
    assertThat(after.get("topics")).isEmpty();
    for (String kept : List.of("id", "slug", "externalUrl", "content", "createdAt", "type")) {
      assertThat(after.get(kept)).as(kept).isEqualTo(before.get(kept));
    }
    assertThat(after.get("updatedAt").asText()).isGreaterThan(before.get("updatedAt").asText());

    // And what a patch does not name stays
    JsonNode third = api.patch(path(before), "{\"private\":true}").json();
    assertThat(third.get("title").asText()).isEqualTo("Völlig neu");
    assertThat(third.get("tools")).hasSize(2);
    assertThat(api.patch(path(before), "{}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"title\":\"\"}",
        "{\"title\":\"  \"}",
        "{\"title\":5}",
        "{\"title\":\"\\u0000\"}",
        "{\"title\":\"\\ud800\"}",
        "{\"private\":\"yes\"}",
        "{\"showcase\":1}",
        "{\"tools\":\"a\"}",
        "{\"tools\":[1]}",
        "{\"tools\":[null]}",
        "{\"topics\":{}}",
        "{\"slug\":\"mine\"}",
        "{\"id\":\"x\"}",
        "{\"content\":{}}",
        "{\"externalUrl\":\"https://example.com\"}",
        "{\"title\":\"a\",\"title\":\"b\"}",
        "{\"title\":\"a\"",
        "[]",
        "null",
        "\"x\"",
        ""
      })
  void aPatchThatCannotWorkIsRefusedAndChangesNothing(String patch) {
    JsonNode before = project();

    assertProblem(api.patch(path(before), patch), 400, "invalid_request");
    assertThat(api.get(path(before)).json()).isEqualTo(before);
  }

  @Test
  void aPatchIsBoundedInLength() {
    JsonNode project = project();

    assertThat(api.patch(path(project), title("é".repeat(255))).status()).isEqualTo(200);
    assertThat(api.patch(path(project), title("😀".repeat(255))).status()).isEqualTo(200);
    assertProblem(api.patch(path(project), title("x".repeat(256))), 400, "invalid_request");
    assertProblem(api.patch(path(project), title("x".repeat(70_000))), 413, "too_large");
    assertProblem(
        api.patch(path(project), "{\"description\":\"" + "x".repeat(501) + "\"}"),
        400,
        "invalid_request");
  }

  @Test
  void anotherUsersProjectIsNotThereToBeChanged() {
    JsonNode project = project();

    assertProblem(stranger.patch(path(project), "{\"private\":false}"), 404, "not_found");
    assertProblem(stranger.delete(path(project)), 404, "not_found");
    assertThat(api.get(path(project)).json()).isEqualTo(project);
  }

  @Test
  void whatIsDeletedStaysAwayUntilItIsAskedForByName() {
    // Given a project that was deleted
    channel.uploads(3);
    api.imported(channel.id());
    String video = channel.video(1).id();
    JsonNode project =
        api.all("/v1/projects").stream()
            .filter(p -> p.at("/content/video/videoId").asText().equals(video))
            .findFirst()
            .orElseThrow();
    Answer deleted = api.delete(path(project));
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.response().body()).isEmpty();
    assertProblem(api.get(path(project)), 404, "not_found");
    assertProblem(api.delete(path(project)), 404, "not_found");

    // When its channel is imported again
    JsonNode again = api.imported(channel.id());

    // Then it stays away, and that is said
    assertThat(again.at("/counts/filtered").asInt()).isEqualTo(1);
    assertThat(again.at("/counts/duplicates").asInt()).isEqualTo(2);
    String items = "/v1/imports/" + again.get("id").asText() + "/items?outcome=filtered";
    JsonNode item = api.all(items).get(0);
    assertThat(item.get("videoId").asText()).isEqualTo(video);
    assertThat(item.get("reason").asText()).isEqualTo("tombstone");
    assertThat(api.all("/v1/projects")).hasSize(2);

    // And asked for by name it is back, for good
    assertThat(api.imported(video).at("/counts/imported").asInt()).isEqualTo(1);
    assertThat(api.all("/v1/projects")).hasSize(3);
    assertThat(api.imported(channel.id()).at("/counts/duplicates").asInt()).isEqualTo(3);
  }

  private JsonNode project() {
    api.imported(channel.uploads(1).video(0).id());
    return api.all("/v1/projects").get(0);
  }

  private static String title(String text) {
    return "{\"title\":\"" + text + "\"}";
  }

  private static String path(JsonNode project) {
    return "/v1/projects/" + project.get("id").asText();
  }
}
