package dev.reelport.analysis;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.ProjectsOf;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimVideo;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service without a language model: what the videos' tags say. */
class AnalysisIT {

  /** Queries of the catalogue that the service has run since PostgreSQL started. */
  private static final String SEARCHES =
      "select coalesce(sum(calls), 0) from statistics.pg_stat_statements"
          + " where query like '%join catalogue_tool%'";

  private final Reelport reelport = Reelport.shared();
  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);

  @Test
  void theTagsOfAVideoNameItsToolsAndTopics() {
    // Given
    SimVideo video = channel("tags", 1).video(0);
    video.tags(
        "  After Effects", "node js", "UNITY", "Unity", "Street  Food!", "c", "nobody's tool");

    // When
    api.imported(video.id());

    // Then
    JsonNode project = only();
    assertThat(project.at("/analysis/mode").asText()).isEqualTo("fallback");
    assertThat(project.at("/analysis/at").asText()).isEqualTo(project.get("createdAt").asText());
    assertThat(texts(project, "tools")).containsExactly("After Effects", "Node.js", "Unity");
    assertThat(texts(project, "topics"))
        .containsExactly("after effects", "node js", "unity", "street food", "nobodys tool");
    assertThat(texts(project, "categories")).isEmpty();
    new ProjectsOf(reelport, user).areExactly(List.of(video.json()), true, true);
    new ProjectsOf(reelport, user).areTold();
  }

  @ParameterizedTest
  @CsvSource({
    "10, auto, fallback",
    "11, auto, skipped",
    "60, auto, skipped",
    "60, always, fallback",
    "2, never, skipped"
  })
  void analysisIsLeftOutAsAgreed(int videos, String option, String mode) {
    // Given
    SimChannel channel = channel("option " + option + videos, videos);

    // When
    api.imported(channel.id(), "{\"analysis\":\"" + option + "\"}");

    // Then
    List<JsonNode> projects = api.all("/v1/projects");
    assertThat(projects)
        .hasSize(videos)
        .allMatch(project -> project.at("/analysis/mode").asText().equals(mode))
        .allMatch(project -> project.get("topics").isEmpty() == mode.equals("skipped"));
    new ProjectsOf(reelport, user)
        .areExactly(channel.videos().stream().map(SimVideo::json).toList(), true, true);
  }

  @ParameterizedTest
  @CsvSource({"10, auto, 1", "50, always, 1", "120, always, 3", "120, auto, 0"})
  void aStepAsksTheCatalogueOnceHoweverManyItsVideos(int videos, String option, int searches) {
    // Given videos with ten tags each
    SimChannel channel = channel("searches " + option + videos, videos);
    for (int n = 0; n < videos; n++) {
      int place = n;
      channel
          .video(n)
          .tags(IntStream.range(0, 10).mapToObj(t -> "tag " + place + t).toArray(String[]::new));
    }
    long before = reelport.settled().count(SEARCHES);

    // When
    api.imported(channel.id(), "{\"analysis\":\"" + option + "\"}");

    // Then there is one query for each 50 videos, and none where nothing is analysed
    assertThat(api.all("/v1/projects")).hasSize(videos);
    assertThat(reelport.count(SEARCHES) - before).isEqualTo(searches);
  }

  @Test
  void aDuplicateStaysAsItIs() {
    // Given
    SimVideo video = channel("duplicate", 1).video(0).tags("blender");
    api.imported(video.id());
    JsonNode before = only();

    // When
    reelport.forgetAnswers();
    video.tags("inkscape");
    api.imported(video.id(), "{\"analysis\":\"always\"}");

    // Then
    assertThat(only()).isEqualTo(before);
  }

  @Test
  void aProjectIsAnalysedAgainOnDemandButForWhatItsUserHasSet() {
    // Given a project that nobody analysed, with tools that its user has set
    SimVideo video = channel("again", 1).video(0).tags("blender", "krita");
    api.imported(video.id(), "{\"analysis\":\"never\"}");
    String path = "/v1/projects/" + only().get("id").asText();
    assertThat(texts(only(), "topics")).isEmpty();
    api.patch(path, "{\"tools\":[\"My own\"]}");

    // When
    Answer answer = api.post(path + "/analyse", "");

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).isEqualTo(only());
    assertThat(texts(only(), "tools")).containsExactly("My own");
    assertThat(texts(only(), "topics")).containsExactly("blender", "krita");
    assertThat(only().at("/analysis/mode").asText()).isEqualTo("fallback");
    assertThat(only().at("/analysis/at").asText()).isGreaterThan(only().get("createdAt").asText());

    // And a list that its user has emptied stays empty
    api.patch(path, "{\"topics\":[]}");
    api.post(path + "/analyse", "");
    assertThat(texts(only(), "topics")).isEmpty();
  }

  @Test
  void onlyItsUserHasAProjectAnalysed() {
    // Given
    api.imported(channel("others", 1).video(0).id());
    String path = "/v1/projects/" + only().get("id").asText() + "/analyse";

    // Then
    assertProblem(reelport.as(Reelport.newUser()).post(path, ""), 404, "not_found");
    assertProblem(api.post("/v1/projects/1/analyse", ""), 404, "not_found");
  }

  @Test
  void noTagBreaksAnImport() {
    // Given
    SimVideo video =
        channel("hostile", 1)
            .video(0)
            .tags(
                "a\0b",
                "\ud83d",
                "'; drop table catalogue_tool; --",
                "x".repeat(500),
                "",
                "%",
                "İ");

    // When
    JsonNode ended = api.imported(video.id());

    // Then
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(1);
    assertThat(texts(only(), "topics"))
        .containsExactly("drop table catalogue_tool --".replace("_", ""));
  }

  private SimChannel channel(String name, int uploads) {
    return reelport.youTube().world().channel("analysis " + name).plain().uploads(uploads);
  }

  private JsonNode only() {
    List<JsonNode> projects = api.all("/v1/projects");
    assertThat(projects).hasSize(1);
    return projects.get(0);
  }

  private static List<String> texts(JsonNode project, String field) {
    return StreamSupport.stream(project.get(field).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
