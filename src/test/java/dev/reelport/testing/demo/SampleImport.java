package dev.reelport.testing.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Imports a channel as any client would: asks by HTTP and follows the events of the import. */
final class SampleImport {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final int CONNECTIONS = 5;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI app;
  private final String token;
  private volatile ImportState last;

  SampleImport(URI app, String token) {
    this.app = app;
    this.token = token;
  }

  /** A project as it is shown to people. */
  record Project(String title, String url) {}

  /**
   * Asks for the import of a target and waits for its end.
   *
   * @param onChange told every state that comes
   * @throws DemoFailedException if it does not succeed within the limit
   */
  ImportState run(String target, Duration limit, Consumer<ImportState> onChange) {
    try {
      last = accept(target);
      return CompletableFuture.supplyAsync(() -> follow(onChange))
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DemoFailedException(
          "The sample import did not end within %d s. It is %s %s"
              .formatted(limit.toSeconds(), last.status(), last.reason()),
          e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof DemoFailedException failure
          ? failure
          : new DemoFailedException("The sample import failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("interrupted", e);
    }
  }

  /** The newest projects. */
  List<Project> projects(int limit) {
    JsonNode items = get("/v1/projects?limit=" + limit).path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> new Project(item.path("title").asText(), item.path("externalUrl").asText()))
        .toList();
  }

  private ImportState accept(String target) {
    HttpRequest request =
        request("/v1/imports")
            .header("Content-Type", "application/json")
            .timeout(ANSWER_LIMIT)
            .POST(BodyPublishers.ofString(write(Map.of("target", target))))
            .build();
    return ImportState.of(read(expect(202, send(request, BodyHandlers.ofString())).body()));
  }

  private ImportState follow(Consumer<ImportState> onChange) {
    for (int i = 0; i < CONNECTIONS && !last.isFinal(); i++) {
      HttpRequest request =
          request("/v1/imports/" + last.id() + "/events")
              .header("Accept", "text/event-stream")
              .build();
      try (Stream<String> lines = expect(200, send(request, BodyHandlers.ofLines())).body()) {
        lines
            .filter(line -> line.startsWith("data:"))
            .map(line -> ImportState.of(read(line.substring("data:".length()))))
            .forEach(
                state -> {
                  last = state;
                  onChange.accept(state);
                });
      }
    }
    if (!last.hasSucceeded()) {
      throw new DemoFailedException(
          "The sample import did not succeed, it is " + last.status() + ". " + last.reason());
    }
    return last;
  }

  private JsonNode get(String path) {
    HttpRequest request = request(path).timeout(ANSWER_LIMIT).build();
    return read(expect(200, send(request, BodyHandlers.ofString())).body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(app.resolve(path)).header("Authorization", "Bearer " + token);
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request, body);
    } catch (IOException e) {
      throw new DemoFailedException(
          "The service did not answer " + request.uri().getPath() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("interrupted", e);
    }
  }

  private static <T> HttpResponse<T> expect(int status, HttpResponse<T> response) {
    if (response.statusCode() != status) {
      String body =
          response.body() instanceof Stream<?> lines
              ? lines.map(String::valueOf).collect(Collectors.joining("\n"))
              : String.valueOf(response.body());
      throw new DemoFailedException(
          "The service answered %s with %d: %s"
              .formatted(response.uri().getPath(), response.statusCode(), body));
    }
    return response;
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of text is JSON", e);
    }
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new DemoFailedException("The service answered something that is no JSON", e);
    }
  }
}
