package dev.reelport.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All projects of a user, as the database has them, as the API shows them, as events tell. */
public final class ProjectsOf {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Reelport reelport;
  private final String user;

  public ProjectsOf(Reelport reelport, String user) {
    this.reelport = reelport;
    this.user = user;
  }

  /** Fails unless there is one project of each video and no other, each exact in every field. */
  public void areExactly(
      Collection<? extends JsonNode> videos, boolean isPrivate, boolean showcase) {
    Map<String, JsonNode> shown = new HashMap<>();
    Map<String, JsonNode> stored = new HashMap<>();
    Map<String, String> modes = new HashMap<>();
    shown().forEach(p -> modes.put(url(p).textValue(), p.at("/analysis/mode").textValue()));
    Map<String, String> tools = tools();
    for (JsonNode video : videos) {
      String mode =
          modes.getOrDefault("https://youtube.com/watch?v=" + video.get("id").textValue(), "");
      ObjectNode project = ExpectedProject.of(video, isPrivate, showcase, mode, tools);
      ObjectNode row = ExpectedProject.row(project, user);
      shown.put(project.get("externalUrl").textValue(), project);
      stored.put(row.get("external_url").textValue(), row);
    }
    same(byKey(shown(), ProjectsOf::url, "id", "createdAt", "updatedAt"), shown);
    same(
        byKey(
            stored(),
            p -> p.get("external_url"),
            "id",
            "created_at",
            "updated_at",
            "analysed_at",
            "by_grant",
            "hidden_at"),
        stored);
  }

  /** Fails unless each of the projects was told as an event, once, and as the API shows it. */
  public void areTold() {
    Map<String, JsonNode> shown = byKey(shown(), ProjectsOf::url);
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      List<JsonNode> told =
          kafka.await(KafkaDoor.EVENTS, shown.size(), this::isCreation).stream()
              .map(record -> json(KafkaDoor.text(record)).get("data"))
              .toList();
      same(byKey(told, ProjectsOf::url), shown);
    }
  }

  private boolean isCreation(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8).equals(user)
        && json(KafkaDoor.text(record))
            .path("type")
            .asText()
            .equals("dev.reelport.project.created.v1");
  }

  private static JsonNode url(JsonNode project) {
    return project.get("externalUrl");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The projects as the API lists them. */
  public List<JsonNode> shown() {
    return reelport.as(user).all("/v1/projects");
  }

  private Map<String, String> tools() {
    try (Connection connection = reelport.stack().postgres().connectAsSuperuser();
        PreparedStatement statement =
            connection.prepareStatement("select slug, name from catalogue_tool where active");
        ResultSet result = statement.executeQuery()) {
      Map<String, String> tools = new HashMap<>();
      while (result.next()) {
        tools.put(result.getString(1), result.getString(2));
      }
      return tools;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<JsonNode> stored() {
    try (Connection connection = reelport.stack().postgres().connectAsSuperuser();
        PreparedStatement statement =
            connection.prepareStatement("select to_jsonb(p) from project p where user_id = ?")) {
      statement.setString(1, user);
      List<JsonNode> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(json(result.getString(1)));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, JsonNode> byKey(
      List<JsonNode> projects, Function<JsonNode, JsonNode> key, String... given) {
    Map<String, JsonNode> byKey = new HashMap<>();
    for (JsonNode project : projects) {
      ObjectNode rest = project.deepCopy();
      if (rest.path("analysis").isObject()) {
        JsonNode analysis = rest.remove("analysis");
        assertThat(analysis.path("at").asText()).as("time of the analysis").isNotBlank();
        rest.set("analysis", analysis.get("mode"));
      }
      for (String field : given) {
        assertThat(rest.remove(field).asText()).as(field).isNotBlank();
      }
      assertThat(byKey.put(key.apply(project).textValue(), rest)).as("a double").isNull();
    }
    return byKey;
  }

  // One by one, so that a failure shows one project and not hundreds.
  private static void same(Map<String, JsonNode> actual, Map<String, JsonNode> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((url, project) -> assertThat(actual.get(url)).as(url).isEqualTo(project));
  }
}
