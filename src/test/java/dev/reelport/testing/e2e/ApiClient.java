package dev.reelport.testing.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A user's view of the HTTP API, with nothing between the test and the bytes. */
public final class ApiClient {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Set<String> FINAL = Set.of("succeeded", "failed", "cancelled");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI service;
  private final String token;

  ApiClient(URI service, String token) {
    this.service = service;
    this.token = token;
  }

  /** The same user at another instance. */
  public ApiClient at(URI instance) {
    return new ApiClient(instance, token);
  }

  /** An answer: status, headers, and the body where there is JSON. */
  public record Answer(HttpResponse<String> response) {

    public int status() {
      return response.statusCode();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    public JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(response.body(), e);
      }
    }
  }

  /** A request with the user's token, to be completed. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(service.resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token);
  }

  /** Sends it. */
  public Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Sends it and does not wait for the answer. */
  public void sendAndForget(String path) {
    var unused = HTTP.sendAsync(request(path).build(), BodyHandlers.discarding());
  }

  public Answer get(String path) {
    return send(request(path));
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  public Answer post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  public Answer patch(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  /** Asks for an import and answers it as accepted. */
  public JsonNode importOf(String target) {
    return importOf(target, "{}");
  }

  /** Asks for an import with options, given as JSON. */
  public JsonNode importOf(String target, String options) {
    String body =
        JSON.createObjectNode().put("target", target).toString().replaceFirst("}$", "")
            + ",\"options\":"
            + options
            + "}";
    Answer answer = post("/v1/imports", body);
    if (answer.status() != 202) {
      throw new AssertionError(answer.status() + " " + answer.response().body());
    }
    return answer.json();
  }

  /** Asks for an import, waits for its end, and answers it. */
  public JsonNode imported(String target, String options) {
    return ended(importOf(target, options).get("id").asText());
  }

  /** Asks for an import, waits for its end, and answers it. */
  public JsonNode imported(String target) {
    return imported(target, "{}");
  }

  /** The import once it is in a final state. */
  public JsonNode ended(String id) {
    return until(id, i -> FINAL.contains(i.get("status").asText()));
  }

  /** The import once it is as the test expects. */
  public JsonNode until(String id, Predicate<JsonNode> expected) {
    return Awaitility.await("import " + id)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> get("/v1/imports/" + id).json(), expected);
  }

  /** All rows of a list, over all its pages. */
  public List<JsonNode> all(String path) {
    List<JsonNode> rows = new ArrayList<>();
    String separator = path.contains("?") ? "&" : "?";
    String next = path + separator + "limit=200";
    while (next != null) {
      JsonNode page = get(next).json();
      page.get("items").forEach(rows::add);
      JsonNode cursor = page.get("nextCursor");
      next =
          cursor == null || cursor.isNull()
              ? null
              : path + separator + "limit=200&cursor=" + cursor.asText();
    }
    return rows;
  }
}
