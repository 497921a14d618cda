package dev.reelport.analysis;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimVideo;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Admins edit the catalogue, and the next analysis knows. */
class CatalogueIT {

  private static final String TOOLS = "/v1/admin/catalogue/tools";
  private static final String CATEGORIES = "/v1/admin/catalogue/categories";

  private final Reelport reelport = Reelport.shared();
  private final ApiClient admin = reelport.asAdmin();
  private final String name = "Tool v1." + UUID.randomUUID();

  @Test
  void theCatalogueComesWithWhatPeopleUse() {
    List<JsonNode> tools = admin.all(TOOLS);
    List<JsonNode> categories = admin.all(CATEGORIES);

    assertThat(tools).hasSizeGreaterThan(150);
    assertThat(tools)
        .anyMatch(t -> t.get("name").asText().equals("Node.js") && slug(t).equals("node-js"))
        .allMatch(t -> CatalogueWord.slug(slug(t)).isPresent());
    assertThat(categories).hasSizeGreaterThan(24);
    assertThat(categories)
        .filteredOn(c -> c.get("name").asText().equals("AI & Machine Learning"))
        .singleElement()
        .satisfies(
            c ->
                assertThat(c.get("aliases"))
                    .extracting(JsonNode::asText)
                    .contains("ai/ml", "artificial intelligence", "machine learning"));
  }

  @Test
  void theListGoesOnBehindACursor() {
    // When
    JsonNode first = admin.get(TOOLS + "?limit=3").json();
    JsonNode second =
        admin.get(TOOLS + "?limit=3&cursor=" + first.get("nextCursor").asText()).json();

    // Then
    assertThat(first.get("items")).hasSize(3);
    assertThat(second.get("items")).hasSize(3).doesNotContainAnyElementsOf(first.get("items"));
    assertProblem(admin.get(TOOLS + "?limit=0"), 400, "invalid_parameter");
    assertProblem(admin.get(CATEGORIES + "?cursor=x"), 400, "invalid_parameter");
  }

  @Test
  void aNewToolIsFoundUntilItIsDeactivated() {
    // When
    Answer created = admin.post(TOOLS, "{\"name\":\" " + name + " \"}");

    // Then
    assertThat(created.status()).isEqualTo(201);
    JsonNode tool = created.json();
    assertThat(tool.get("name").asText()).isEqualTo(name);
    assertThat(slug(tool))
        .isEqualTo(name.toLowerCase(Locale.ROOT).replace(' ', '-').replace('.', '-'));
    assertThat(tool.get("active").asBoolean()).isTrue();
    String path = TOOLS + "/" + tool.get("id").asText();
    assertThat(created.header("Location")).endsWith(path);
    assertThat(toolsOf(name.toUpperCase(Locale.ROOT))).containsExactly(name);
    assertThat(toolsOf(slug(tool))).containsExactly(name);

    // When it is renamed
    JsonNode renamed = admin.patch(path, "{\"name\":\"New " + name + "\"}").json();

    // Then its slug stays
    assertThat(slug(renamed)).isEqualTo(slug(tool));
    assertThat(toolsOf(name)).containsExactly("New " + name);

    // When it is deactivated, twice
    assertThat(admin.delete(path).status()).isEqualTo(204);
    assertThat(admin.delete(path).status()).isEqualTo(204);

    // Then nobody finds it, until it is active again
    assertThat(toolsOf("New " + name)).isEmpty();
    assertThat(admin.all(TOOLS)).contains(((ObjectNode) renamed).put("active", false));
    admin.patch(path, "{\"active\":true}");
    assertThat(toolsOf("New " + name)).containsExactly("New " + name);
  }

  @Test
  void namesAndSlugsAreThereOnce() {
    admin.post(TOOLS, "{\"name\":\"" + name + "\"}");
    JsonNode other =
        admin
            .post(
                TOOLS, "{\"name\":\"other " + name + "\",\"slug\":\"o-" + UUID.randomUUID() + "\"}")
            .json();

    assertProblem(
        admin.post(TOOLS, "{\"name\":\"" + name.toUpperCase(Locale.ROOT) + "\",\"slug\":\"x\"}"),
        409,
        "already_exists");
    assertProblem(
        admin.patch(TOOLS + "/" + other.get("id").asText(), "{\"name\":\"" + name + "\"}"),
        409,
        "already_exists");
    assertProblem(admin.post(CATEGORIES, "{\"name\":\"CLOUD\"}"), 409, "already_exists");
    assertProblem(
        admin.post(CATEGORIES, "{\"name\":\"" + name + "\",\"aliases\":[\"Serverless\"]}"),
        409,
        "already_exists");
    assertThat(admin.all(CATEGORIES)).noneMatch(c -> c.get("name").asText().equals(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"\"}",
        "{\"name\":\"  \"}",
        "{\"name\":\"a\\u0000b\"}",
        "{\"name\":\"a\\nb\"}",
        "{\"name\":7}",
        "{\"name\":\"a\",\"slug\":\"A B\"}",
        "{\"name\":\"a\",\"more\":1}",
        "null",
        "[]"
      })
  void whatIsNoToolIsRefused(String body) {
    assertProblem(admin.post(TOOLS, body), 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"a\",\"aliases\":[\"\"]}",
        "{\"name\":\"a\",\"aliases\":[null]}"
      })
  void whatIsNoCategoryIsRefused(String body) {
    assertProblem(admin.post(CATEGORIES, body), 400, "invalid_request");
  }

  @Test
  void aCategorysAliasesAreWhatTheyWereSetTo() {
    // Given
    String one = "one " + name.toLowerCase(Locale.ROOT);
    String two = "two " + name.toLowerCase(Locale.ROOT);
    JsonNode made =
        admin
            .post(
                CATEGORIES,
                "{\"name\":\"%s\",\"aliases\":[\"%s\",\"%s\"]}"
                    .formatted(name, one.toUpperCase(Locale.ROOT), one))
            .json();
    assertThat(made.get("aliases")).extracting(JsonNode::asText).containsExactly(one);
    String path = CATEGORIES + "/" + made.get("id").asText();

    // When
    JsonNode changed = admin.patch(path, "{\"aliases\":[\"" + one + "\",\"" + two + "\"]}").json();
    JsonNode inactive = admin.patch(path, "{\"active\":false}").json();
    JsonNode less = admin.patch(path, "{\"aliases\":[\"" + two + "\"]}").json();

    // Then
    assertThat(changed.get("aliases")).extracting(JsonNode::asText).containsExactly(one, two);
    assertThat(inactive.get("aliases")).isEqualTo(changed.get("aliases"));
    assertThat(inactive.get("active").asBoolean()).isFalse();
    assertThat(less.get("aliases")).extracting(JsonNode::asText).containsExactly(two);
    assertThat(less.get("name").asText()).isEqualTo(name);
    assertThat(admin.delete(path).status()).isEqualTo(204);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (String path : List.of(TOOLS, CATEGORIES)) {
      for (String id : List.of("1", UUID.randomUUID().toString())) {
        assertProblem(admin.patch(path + "/" + id, "{\"active\":true}"), 404, "not_found");
        assertProblem(admin.delete(path + "/" + id), 404, "not_found");
      }
    }
  }

  private List<String> toolsOf(String tag) {
    String user = Reelport.newUser();
    SimVideo video =
        reelport
            .youTube()
            .world()
            .channel("catalogue " + UUID.randomUUID())
            .plain()
            .uploads(1)
            .video(0);
    video.tags(tag);
    reelport.as(user).imported(video.id());
    JsonNode project = reelport.as(user).all("/v1/projects").get(0);
    return StreamSupport.stream(project.get("tools").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static String slug(JsonNode tool) {
    return tool.get("slug").asText();
  }
}
