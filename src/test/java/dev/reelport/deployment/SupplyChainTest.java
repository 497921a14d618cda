package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody can change under us what we build from, and images hold no more than they must. */
class SupplyChainTest {

  private static final Pattern USES = Pattern.compile("uses: *(\\S+)(.*)");

  @Test
  void everyActionIsPinnedByItsCommitAndNamesItsTag() {
    List<Matcher> actions =
        Project.read(".github/workflows/build.yml")
            .lines()
            .map(USES::matcher)
            .filter(Matcher::find)
            .toList();
    assertThat(actions)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            action -> {
              assertThat(action.group(1)).matches("[\\w-]+/[\\w-]+@[0-9a-f]{40}");
              assertThat(action.group(2)).matches(" # v\\d+\\.\\d+\\.\\d+");
            });
  }

  @Test
  void theWorkflowMayReadAndNothingElseUnlessAJobSaysSo() {
    String workflow = Project.read(".github/workflows/build.yml");
    assertThat(workflow).contains("\npermissions:\n  contents: read\n");
    assertThat(workflow).doesNotContain("pull_request_target", "secrets.", "write-all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "jvm"})
  void anImageRunsAsNobodyAndHoldsNoSources(String kind) {
    String file = Project.read("src/main/docker/Dockerfile." + kind);
    assertThat(file).contains("\nUSER 1001:1001\n").contains("\nENTRYPOINT [\"");
    assertThat(file.lines().filter(line -> line.startsWith("FROM ")))
        .containsExactly("FROM ${BASE}");
    assertThat(file).containsPattern("(?m)^ARG BASE=[^\\s]+[:@][\\w.-]+").doesNotContain(":latest");
    assertThat(file.lines().filter(line -> line.startsWith("COPY ")))
        .isNotEmpty()
        .allMatch(line -> line.contains(" target/"));
    assertThat(Project.read(".dockerignore")).startsWith("*\n");
  }

  @Test
  void noVersionIsASnapshotOrFloats() {
    assertThat(Project.read("pom.xml"))
        .doesNotContain("-SNAPSHOT</version>", "<version>LATEST", "<version>RELEASE");
  }
}
