package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelport.deployment.Queries.Needed;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Metrics;
import dev.reelport.testing.e2e.Metrics.Sample;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.PrometheusServer;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask for nothing that the running service does not say. */
class MonitoredMetricsIT {

  /** What Prometheus itself and kube-state-metrics say. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "up", "kube_deployment_status_replicas_unavailable", "kube_deployment_status_replicas");

  /** Labels that the Prometheus operator adds. */
  private static final Set<String> ADDED = Set.of("namespace", "pod", "job", "service", "instance");

  private static Reelport reelport;

  @BeforeAll
  static void aServiceThatHasDoneSomeWorkAndHasRefusedSome() {
    reelport = Reelport.shared();
    SimChannel channel = reelport.youTube().world().channel("monitored").plain().uploads(60);
    ApiClient api = reelport.as(Reelport.newUser());
    api.imported(channel.id());
    api.imported(channel.video(0).id());
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      kafka.send(KafkaDoor.REQUESTS, "nobody", "no request");
    }
  }

  @Test
  void everyQueryReadsWhatTheServiceExposes() {
    Set<Needed> needed = new HashSet<>();
    Queries.all().forEach(query -> needed.addAll(Queries.needed(query)));
    needed.removeIf(need -> NOT_OURS.contains(need.metric()));
    // What our own rules record has a colon in its name, as Prometheus asks for.
    needed.removeIf(need -> need.metric().contains(":"));
    Set<String> names = new TreeSet<>();
    needed.forEach(need -> names.add(need.metric()));

    // When Prometheus asks; a dead letter and what comes from a store are counted a little later
    Awaitility.await("all metrics")
        .atMost(Duration.ofSeconds(100))
        .untilAsserted(() -> assertThat(labels().keySet()).containsAll(names));

    // Then there is each metric, and it has the labels that a query picks by
    Map<String, Set<String>> labels = labels();
    assertThat(needed)
        .isNotEmpty()
        .allSatisfy(
            need ->
                assertThat(labels.get(need.metric()))
                    .as(need.metric())
                    .containsAll(without(need.labels(), ADDED)));
  }

  @Test
  void everyPanelShowsSomethingInARealPrometheus() {
    assumeTrue(
        Project.has("prometheus"),
        "prometheus is not installed (Debian: apt-get install prometheus), so no panel is tried");
    List<String> queries = Queries.ofTheDashboard(PrometheusServer.NAMESPACE, "10s");
    try (PrometheusServer prometheus =
        PrometheusServer.watching(reelport.service().uri(), Queries.groups())) {
      Awaitility.await("an answer to each query of the dashboard")
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(queries).noneMatch(query -> prometheus.answer(query).isEmpty()));
    }
  }

  /** The names of the labels of each metric. */
  private static Map<String, Set<String>> labels() {
    return Metrics.of(reelport.asAnonymous().get("/q/metrics").response().body()).samples().stream()
        .collect(
            Collectors.groupingBy(
                Sample::name,
                Collectors.flatMapping(
                    sample -> sample.labels().keySet().stream(), Collectors.toSet())));
  }

  private static Set<String> without(Set<String> labels, Set<String> others) {
    Set<String> rest = new HashSet<>(labels);
    rest.removeAll(others);
    return rest;
  }
}
