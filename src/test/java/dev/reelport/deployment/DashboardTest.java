package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelport.deployment.Queries.Needed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard can be read by people, whatever their Prometheus is called. */
class DashboardTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void everyPanelSaysWhatItShowsAndAsksTheChosenPrometheus() {
    assertThat(Queries.panels())
        .hasSizeGreaterThan(12)
        .allSatisfy(
            panel -> {
              assertThat(panel.path("title").asText()).isNotBlank();
              assertThat(panel.path("description").asText()).endsWith(".");
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
              assertThat(panel.get("targets"))
                  .isNotEmpty()
                  .allMatch(DashboardTest::isOfTheNamespace);
            });
    List<Integer> ids = Queries.panels().stream().map(panel -> panel.get("id").asInt()).toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void noPanelLiesOnAnother() {
    List<JsonNode> panels = Queries.panels();
    for (JsonNode one : panels) {
      assertThat(panels).filteredOn(other -> !other.equals(one)).noneMatch(o -> overlap(one, o));
    }
  }

  @Test
  void prometheusUnderstandsEveryQuery() throws IOException {
    assumeTrue(
        Project.has("promtool"),
        "promtool is not installed (Debian: apt-get install prometheus), so no query is tried");
    // Given a rule for each query, as promtool reads no others
    ObjectNode rules = JSON.createObjectNode();
    ArrayNode group =
        rules.putArray("groups").addObject().put("name", "dashboard").putArray("rules");
    List<String> queries = Queries.ofTheDashboard("any", "5m");
    for (int n = 0; n < queries.size(); n++) {
      group.addObject().put("record", "query:" + n).put("expr", queries.get(n));
    }
    JSON.writeValue(folder.resolve("queries.json").toFile(), rules);

    // Then
    assertThat(Project.run(folder, "promtool", "check", "rules", "queries.json"))
        .contains(queries.size() + " rules found");
  }

  @Test
  void aQuerysMetricsAndLabelsAreFound() {
    Set<Needed> needed =
        Queries.needed(
            "sum by (le, kind) (rate(a_total{x=\"b_c\", y=~\"d|e\"}[5m] offset 1h))"
                + " / on (f) group_left (g) max(h:i) > bool 0.5 or absent(j{k!=\"l\"})");
    assertThat(needed)
        .containsExactlyInAnyOrder(
            new Needed("a_total", Set.of("x", "y")),
            new Needed("h:i", Set.of()),
            new Needed("j", Set.of("k")));
  }

  private static boolean isOfTheNamespace(JsonNode target) {
    return "${datasource}".equals(target.at("/datasource/uid").asText())
        && target.get("expr").asText().contains("namespace=\"$namespace\"");
  }

  private static boolean overlap(JsonNode one, JsonNode other) {
    return meet(one, other, "x", "w") && meet(one, other, "y", "h");
  }

  private static boolean meet(JsonNode one, JsonNode other, String from, String length) {
    int a = one.at("/gridPos/" + from).asInt();
    int b = other.at("/gridPos/" + from).asInt();
    return a < b + other.at("/gridPos/" + length).asInt()
        && b < a + one.at("/gridPos/" + length).asInt();
  }
}
