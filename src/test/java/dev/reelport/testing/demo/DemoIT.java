package dev.reelport.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelport.testing.stack.ClassPath;
import dev.reelport.testing.stack.Ports;
import dev.reelport.testing.stack.ProcStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String control = "http://127.0.0.1:" + Ports.free();
  @TempDir private Path folder;

  @Test
  void theDemoImportsItsSampleHandsOutTokensAndEndsAllItStarted() throws Exception {
    // Given
    Path output = folder.resolve("output");
    Process demo = startDemo(output);
    JsonNode stack = awaitStack(demo, output);
    List<ProcStat> children =
        demo.descendants().flatMap(child -> ProcStat.of(child.pid()).stream()).toList();

    // When
    String token = get(control + "/token?user=demo", "").body();
    HttpResponse<String> projects = get(stack.get("app").asText() + "/v1/projects", token);
    demo.destroy();
    boolean ended = demo.waitFor(90, TimeUnit.SECONDS);

    // Then
    assertThat(projects.statusCode()).isEqualTo(200);
    assertThat(new ObjectMapper().readTree(projects.body()).get("items")).isNotEmpty();
    assertThat(ended).isTrue();
    assertThat(demo.exitValue()).as("the code of SIGTERM").isEqualTo(128 + 15);
    assertThat(children).hasSizeGreaterThan(4).noneMatch(ProcStat::isRunning);
    assertThat(Files.readString(output))
        .contains("succeeded: 137 of 137 videos", "Try next", "Ctrl-C ends everything", "Done.");
  }

  private Process startDemo(Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(ClassPath.command(Demo.class))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().retainAll(List.of("PATH", "HOME", "LANG", "TZ", "JAVA_HOME"));
    builder.environment().put("DEMO_PORT", String.valueOf(URI.create(control).getPort()));
    builder.environment().put("HTTP_PORT", String.valueOf(Ports.free()));
    return builder.start();
  }

  private JsonNode awaitStack(Process demo, Path output) throws IOException {
    Awaitility.await()
        .atMost(START_LIMIT)
        .failFast("the demo has ended: " + output, () -> !demo.isAlive())
        .until(this::isReady);
    return new ObjectMapper().readTree(get(control + "/stack", "").body());
  }

  private boolean isReady() {
    try {
      return get(control + "/stack", "").statusCode() == 200;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> get(String url, String token) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
