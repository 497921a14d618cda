package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide's table of settings is what the service reads: no more, no less, with its defaults. */
class ConfigurationGuideTest {

  private static final Pattern ROW =
      Pattern.compile("\\| `([A-Z][A-Z0-9_]*)` \\| (?:`([^`]*)`)? ?\\| (.+) \\|");

  /** What takes its default from another variable, as the guide says in words. */
  private static final Set<String> LIKE_OTHERS =
      Set.of("DATABASE_MIGRATION_USER", "DATABASE_MIGRATION_PASSWORD");

  @Test
  void everySettingIsInTheGuideWithItsDefault() throws IOException {
    Map<String, String> rows = rows(section("## Configuration"));
    Map<String, String> settings = settings();
    settings.forEach(
        (variable, value) ->
            assertThat(rows).as("| `%s` | `%s` | … |", variable, value).containsKey(variable));
    settings.forEach(
        (variable, value) -> assertThat(rows.get(variable)).as(variable).isEqualTo(value));
  }

  @Test
  void nothingIsInTheGuideThatTheServiceDoesNotRead() throws IOException {
    assertThat(rows(section("## Configuration")).keySet()).isSubsetOf(ServiceSettings.variables());
  }

  @Test
  void theReadmeSaysTheSame() {
    Map<String, String> guide = rows(section("## Configuration"));
    Map<String, String> readme = rows(Project.read("README.md"));
    assertThat(readme).hasSizeGreaterThan(8);
    readme.forEach((variable, value) -> assertThat(guide).containsEntry(variable, value));
  }

  /** All that can be set by a name of its own or by a mapping, with what it is without. */
  private static Map<String, String> settings() throws IOException {
    Map<String, String> application = ServiceSettings.application();
    Map<String, String> settings = new TreeMap<>(ServiceSettings.named());
    LIKE_OTHERS.forEach(variable -> settings.put(variable, ""));
    Set<String> named = ServiceSettings.mappedByName();
    ServiceSettings.mapped()
        .forEach(
            (property, standard) -> {
              if (!named.contains(property)) {
                settings.put(
                    ServiceSettings.variable(property),
                    application.getOrDefault(property, standard));
              }
            });
    return settings;
  }

  private static Map<String, String> rows(String text) {
    Map<String, String> rows = new TreeMap<>();
    text.lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .forEach(row -> rows.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
    return rows;
  }

  private static String section(String heading) {
    String guide = Project.read("docs/operations.md");
    int begin = guide.indexOf("\n" + heading + "\n");
    return guide.substring(begin, guide.indexOf("\n## ", begin + heading.length()));
  }
}
