package dev.reelport.testing.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelport.testing.stack.ChildProcess.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A Prometheus that looks at a service each second, evaluates rules, and answers queries. */
public final class PrometheusServer implements AutoCloseable {

  /** The namespace whose pod it takes the service for. */
  public static final String NAMESPACE = "here";

  private static final String PROGRAM = "prometheus";
  private static final Duration READY_LIMIT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final String SETTINGS =
      """
      global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
      rule_files: [rules.json]
      scrape_configs:
        - job_name: reelport
          metrics_path: /q/metrics
          static_configs:
            - targets: ['%s']
              labels: {namespace: %s, pod: reelport-0}
      """;

  private final WorkFolder folder;
  private final ChildProcess process;
  private final URI uri;

  private PrometheusServer(WorkFolder folder, int port) {
    this.folder = folder;
    uri = URI.create("http://127.0.0.1:" + port);
    process =
        ChildProcess.start(
            folder,
            new Command(
                PROGRAM,
                List.of(
                    PROGRAM,
                    "--config.file=prometheus.yaml",
                    "--storage.tsdb.path=data",
                    "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                Signal.KILL,
                folder.path(),
                folder.path().resolve("prometheus.log")));
  }

  /**
   * Starts one.
   *
   * @param rules the groups of rules, as a rule file has them
   */
  public static PrometheusServer watching(URI service, JsonNode rules) {
    WorkFolder folder = WorkFolder.create(PROGRAM);
    try {
      // JSON is YAML, too.
      Files.writeString(folder.path().resolve("rules.json"), rules.toString());
      Files.writeString(
          folder.path().resolve("prometheus.yaml"),
          SETTINGS.formatted(service.getAuthority(), NAMESPACE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PrometheusServer server = new PrometheusServer(folder, Ports.free());
    server.process.awaitReady(READY_LIMIT, server::isReady);
    return server;
  }

  private boolean isReady() {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** The names of the alerts that fire now. */
  public Set<String> firing() {
    Set<String> names = new TreeSet<>();
    query("/api/v1/alerts")
        .at("/data/alerts")
        .forEach(
            alert -> {
              if (alert.get("state").asText().equals("firing")) {
                names.add(alert.at("/labels/alertname").asText());
              }
            });
    return names;
  }

  /**
   * What it says to a query now, a row a series.
   *
   * @throws IllegalArgumentException if it does not understand the query
   */
  public JsonNode answer(String query) {
    JsonNode answer =
        query("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    if (!answer.path("status").asText().equals("success")) {
      throw new IllegalArgumentException(query + ": " + answer.path("error").asText());
    }
    return answer.at("/data/result");
  }

  private JsonNode query(String path) {
    try {
      return JSON.readTree(get(path).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> get(String path) {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(uri.resolve(path)).timeout(Duration.ofSeconds(5)).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.kill();
    folder.close();
  }
}
