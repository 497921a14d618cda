package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.reelport.deployment.MonitoringTypes.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts fire when they should, only then, and say what to do. */
class AlertsTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String CASES = "src/test/resources/dev/reelport/deployment/alerts-test.yaml";

  @TempDir Path folder;

  @Test
  void everyAlertFiresWhenItShouldAndOnlyThen() throws IOException {
    assumeTrue(
        Project.has("promtool"),
        "promtool is not installed (Debian: apt-get install prometheus), so no rule is tried");
    // Given the rules as Prometheus reads them
    YAML.writeValue(folder.resolve("rules.yaml").toFile(), Queries.groups());
    Files.copy(Project.file(CASES), folder.resolve("cases.yaml"));

    // Then they can be read, and do what the cases say; else the output says which does not
    Project.run(folder, "promtool", "check", "rules", "rules.yaml");
    Project.run(folder, "promtool", "test", "rules", "cases.yaml");
  }

  @Test
  void noAlertIsWithoutACaseInWhichItFiresAndOneInWhichItDoesNot() throws IOException {
    Map<String, Integer> firing = new HashMap<>();
    Map<String, Integer> quiet = new HashMap<>();
    for (JsonNode test : YAML.readTree(Project.file(CASES).toFile()).get("tests")) {
      for (JsonNode look : test.get("alert_rule_test")) {
        (look.has("exp_alerts") ? firing : quiet)
            .merge(look.get("alertname").asText(), 1, Integer::sum);
      }
    }
    Set<String> names = Set.copyOf(Queries.alerts().stream().map(Rule::alert).toList());
    assertThat(firing.keySet()).isEqualTo(names);
    assertThat(quiet.keySet()).isEqualTo(names);
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhatToDo() {
    String guide = Project.read("docs/operations.md");
    assertThat(Queries.alerts())
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              assertThat(alert.labels().get("severity")).isIn("warning", "critical");
              assertThat(alert.annotations().get("summary")).hasSizeBetween(10, 100);
              assertThat(alert.annotations().get("description")).hasSizeGreaterThan(40);
              assertThat(alert.annotations().get("runbook"))
                  .isEqualTo("docs/operations.md#" + alert.alert().toLowerCase(Locale.ROOT));
              assertThat(guide).contains("\n### " + alert.alert() + "\n");
            });
    List<String> described =
        guide
            .lines()
            .filter(line -> line.startsWith("### Reelport"))
            .map(l -> l.substring(4))
            .toList();
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(Queries.alerts().stream().map(Rule::alert).toList());
  }
}
