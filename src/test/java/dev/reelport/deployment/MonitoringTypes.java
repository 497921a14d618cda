package dev.reelport.deployment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Those fields of the Prometheus operator's ServiceMonitor and PrometheusRule
 * (monitoring.coreos.com v1) that are in use here, and those that must be there, after its API
 * reference (prometheus-operator.dev/docs/api-reference/api). Another field needs a line here
 * first.
 */
final class MonitoringTypes {

  private MonitoringTypes() {}

  record ServiceMonitor(
      @JsonProperty(required = true) String apiVersion,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) KedaTypes.Metadata metadata,
      @JsonProperty(required = true) ServiceMonitorSpec spec) {}

  record ServiceMonitorSpec(
      @JsonProperty(required = true) Selector selector,
      @JsonProperty(required = true) List<Endpoint> endpoints,
      String jobLabel,
      Integer sampleLimit,
      Integer labelLimit) {}

  record Selector(Map<String, String> matchLabels, List<JsonNode> matchExpressions) {}

  record Endpoint(String port, String path, String scheme, String interval, String scrapeTimeout) {}

  record PrometheusRule(
      @JsonProperty(required = true) String apiVersion,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) KedaTypes.Metadata metadata,
      @JsonProperty(required = true) PrometheusRuleSpec spec) {}

  record PrometheusRuleSpec(@JsonProperty(required = true) List<Group> groups) {}

  record Group(
      @JsonProperty(required = true) String name,
      String interval,
      @JsonProperty(required = true) List<Rule> rules) {}

  record Rule(
      String record,
      String alert,
      @JsonProperty(required = true) String expr,
      @JsonProperty("for") String pending,
      @JsonProperty("keep_firing_for") String keepFiringFor,
      Map<String, String> labels,
      Map<String, String> annotations) {}
}
