package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.deployment.Queries.Needed;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask for nothing that the running service does not say. */
class MonitoredMetricsIT {

  /** What Prometheus itself and kube-state-metrics say. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "up", "kube_deployment_status_replicas_unavailable", "kube_deployment_status_replicas");

  /** Labels that the Prometheus operator adds. */
  private static final Set<String> ADDED = Set.of("namespace", "pod", "job", "service", "instance");

  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? [^ ]+");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"");

  @Test
  void everyQueryReadsWhatTheServiceExposes() throws IOException {
    // Given a service that has done some work, and has refused some
    Reelport reelport = Reelport.shared();
    SimChannel channel = reelport.youTube().world().channel("monitored").plain().uploads(60);
    ApiClient api = reelport.as(Reelport.newUser());
    api.imported(channel.id());
    api.imported(channel.video(0).id());
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      kafka.send(KafkaDoor.REQUESTS, "nobody", "no request");
    }

    // When Prometheus asks; Kafka's metrics of partitions are looked for once a minute
    Set<Needed> needed = new HashSet<>();
    Queries.all().forEach(query -> needed.addAll(Queries.needed(query)));
    needed.removeIf(need -> NOT_OURS.contains(need.metric()));
    // What our own rules record has a colon in its name, as Prometheus asks for.
    needed.removeIf(need -> need.metric().contains(":"));
    Set<String> names = new TreeSet<>();
    needed.forEach(need -> names.add(need.metric()));
    Awaitility.await("all metrics")
        .atMost(Duration.ofSeconds(100))
        .untilAsserted(() -> assertThat(exposed(reelport).keySet()).containsAll(names));

    // Then there is each metric, and it has the labels that a query picks by
    Map<String, Set<String>> exposed = exposed(reelport);
    assertThat(needed)
        .isNotEmpty()
        .allSatisfy(
            need ->
                assertThat(exposed.get(need.metric()))
                    .as(need.metric())
                    .containsAll(without(need.labels(), ADDED)));
  }

  private static Map<String, Set<String>> exposed(Reelport reelport) throws IOException {
    String text =
        reelport
            .as("prometheus")
            .send(reelport.as("prometheus").request("/q/metrics").header("Accept", "text/plain"))
            .response()
            .body();
    Files.writeString(Path.of("target", "metrics.txt"), text);
    Map<String, Set<String>> exposed = new HashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .forEach(
            sample -> {
              Set<String> labels =
                  exposed.computeIfAbsent(sample.group(1), name -> new HashSet<>());
              if (sample.group(2) != null) {
                Matcher label = LABEL.matcher(sample.group(2));
                while (label.find()) {
                  labels.add(label.group(1));
                }
              }
            });
    return exposed;
  }

  private static Set<String> without(Set<String> labels, Set<String> others) {
    Set<String> rest = new HashSet<>(labels);
    rest.removeAll(others);
    return rest;
  }
}
