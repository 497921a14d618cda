package dev.reelport.testing.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Reads a stream of server-sent events as it comes. */
public final class EventReader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final HttpResponse<Stream<String>> response;
  private final CompletableFuture<Void> end;
  private final Map<String, String> fields = new HashMap<>();

  private EventReader(HttpResponse<Stream<String>> response) {
    this.response = response;
    this.end = CompletableFuture.runAsync(() -> response.body().forEach(this::line));
  }

  /**
   * An event.
   *
   * @param at when it was read
   */
  public record Event(String name, String id, JsonNode data, Instant at) {

    public long version() {
      return Long.parseLong(id);
    }

    public String status() {
      return data.get("status").asText();
    }
  }

  /** Connects and reads until the stream ends. */
  public static EventReader open(HttpRequest.Builder request) {
    HttpRequest accepting = request.header("Accept", "text/event-stream").build();
    return new EventReader(HTTP.sendAsync(accepting, BodyHandlers.ofLines()).join());
  }

  /** The answer's media type. */
  public String mediaType() {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  /** What came so far. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  /** The first event that is as expected, once it came. */
  public Event await(Predicate<Event> expected) {
    return Awaitility.await("event")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> events.stream().filter(expected).findFirst(), found -> found.isPresent())
        .orElseThrow();
  }

  /** All events, once the stream has ended. */
  public List<Event> all() {
    Awaitility.await("end of stream").atMost(Duration.ofSeconds(30)).until(end::isDone);
    return events();
  }

  /** Whether the stream ended as it should, and was not cut, once it has ended. */
  public boolean endedWell() {
    all();
    return !end.isCompletedExceptionally();
  }

  private void line(String line) {
    if (line.isEmpty()) {
      dispatch();
    } else if (!line.startsWith(":")) {
      int colon = line.indexOf(':');
      fields.merge(line.substring(0, colon), line.substring(colon + 1).strip(), String::concat);
    }
  }

  private void dispatch() {
    if (fields.containsKey("data")) {
      events.add(
          new Event(
              fields.get("event"), fields.get("id"), json(fields.get("data")), Instant.now()));
    }
    fields.clear();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
