package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The plainest client there is, for the simulator's own tests. */
final class Visitor {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final Duration patience;

  Visitor(YouTubeSimulator simulator) {
    this(simulator, Duration.ofSeconds(20));
  }

  /** One that waits no longer for a whole answer. */
  Visitor(YouTubeSimulator simulator, Duration patience) {
    this.base = simulator.uri();
    this.patience = patience;
  }

  /** Gets a path below {@code /youtube/v3/} with a good key. */
  HttpResponse<String> api(String resourceAndQuery) throws IOException, InterruptedException {
    return get("/youtube/v3/" + resourceAndQuery, "X-Goog-Api-Key", "key");
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return sent(request.build());
  }

  HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return sent(request);
  }

  private HttpResponse<String> sent(HttpRequest request) throws IOException, InterruptedException {
    try {
      return client
          .sendAsync(request, HttpResponse.BodyHandlers.ofString())
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new HttpTimeoutException("no whole answer");
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    }
  }

  JsonNode apiJson(String resourceAndQuery) throws IOException, InterruptedException {
    return json(api(resourceAndQuery));
  }

  /** The whole of a list, page by page. */
  List<JsonNode> pages(String resourceAndQuery) throws IOException, InterruptedException {
    List<JsonNode> pages = new ArrayList<>();
    String token = "";
    do {
      JsonNode page = apiJson(resourceAndQuery + token);
      pages.add(page);
      token = "&pageToken=" + page.path("nextPageToken").asText();
    } while (pages.get(pages.size() - 1).has("nextPageToken"));
    return pages;
  }

  static List<String> videoIds(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.path("items").forEach(item -> ids.add(item.at("/contentDetails/videoId").asText()));
    return ids;
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return MAPPER.readTree(response.body());
  }

  static String reason(HttpResponse<String> response) throws IOException {
    return response.statusCode() + " " + json(response).at("/error/errors/0/reason").asText();
  }
}
