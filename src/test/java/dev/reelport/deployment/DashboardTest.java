package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.deployment.Queries.Needed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The dashboard can be read by people, whatever their Prometheus is called. */
class DashboardTest {

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
