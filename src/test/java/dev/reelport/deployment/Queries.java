package dev.reelport.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelport.deployment.MonitoringTypes.PrometheusRule;
import dev.reelport.deployment.MonitoringTypes.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the alerts and the dashboard ask Prometheus, and which metrics and labels that needs. */
final class Queries {

  private static final String RULES = "kubernetes/components/monitoring/prometheusrule.yaml";
  private static final String DASHBOARD =
      "kubernetes/components/monitoring/reelport-dashboard.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SELECTOR =
      Pattern.compile("(?<![\\w:.$])([a-zA-Z_:][\\w:]*)\\s*(?:\\{([^}]*)})?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "group_left", "group_right", "inf", "nan");

  private Queries() {}

  /**
   * A metric in a query.
   *
   * @param labels that the query picks by
   */
  record Needed(String metric, Set<String> labels) {}

  /** All alerts. */
  static List<Rule> alerts() {
    return StrictTypes.as(PrometheusRule.class, operatorsObject()).spec().groups().stream()
        .flatMap(group -> group.rules().stream())
        .filter(rule -> rule.alert() != null)
        .toList();
  }

  /** The panels of the dashboard that show something. */
  static List<JsonNode> panels() {
    try {
      List<JsonNode> panels = new ArrayList<>();
      JSON.readTree(Project.read(DASHBOARD)).get("panels").forEach(panels::add);
      return panels.stream().filter(panel -> panel.has("targets")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The rules as a rule file of Prometheus' has them, which is what the operator's object holds.
   */
  static JsonNode groups() {
    return operatorsObject().get("spec");
  }

  private static JsonNode operatorsObject() {
    return Kustomize.objects(Project.read(RULES)).get(0);
  }

  /** Every query of alerts, rules and dashboard. */
  static List<String> all() {
    List<String> queries = new ArrayList<>();
    groups().findValuesAsText("expr", queries);
    queries.addAll(ofTheDashboard("any", "5m"));
    return queries;
  }

  /** Every query of the dashboard, with what Grafana puts in the place of its variables. */
  static List<String> ofTheDashboard(String namespace, String rateInterval) {
    List<String> queries = new ArrayList<>();
    panels().forEach(panel -> panel.get("targets").findValuesAsText("expr", queries));
    return queries.stream()
        .map(query -> query.replace("$namespace", namespace))
        .map(query -> query.replace("$__rate_interval", rateInterval))
        .toList();
  }

  /** Which metrics a query reads. */
  static Set<Needed> needed(String query) {
    String rest = GROUPING.matcher(query.replaceAll("\\[[^]]*]", "")).replaceAll(" ");
    Set<Needed> needed = new LinkedHashSet<>();
    Matcher found = SELECTOR.matcher(rest);
    while (found.find()) {
      String name = found.group(1);
      boolean function = rest.substring(found.end(1)).stripLeading().startsWith("(");
      if (!function && !WORDS.contains(name) && !isInsideOfText(rest, found.start())) {
        needed.add(new Needed(name, labels(found.group(2))));
      }
    }
    return needed;
  }

  private static boolean isInsideOfText(String query, int at) {
    return query.chars().limit(at).filter(c -> c == '"').count() % 2 == 1;
  }

  private static Set<String> labels(String matchers) {
    Set<String> labels = new TreeSet<>();
    if (matchers != null) {
      Matcher found = LABEL.matcher(matchers.replaceAll("\"[^\"]*\"", ""));
      while (found.find()) {
        labels.add(found.group(1));
      }
    }
    return labels;
  }
}
