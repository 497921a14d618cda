package dev.reelport.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Asks for imports in spite of everything, and remembers what was accepted. */
public final class Requests {

  /** Clients ask again for as long as the longest of all faults lasts. */
  private static final Duration PATIENCE = Duration.ofMinutes(12);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Reelport reelport;
  private final List<Request> accepted = new CopyOnWriteArrayList<>();
  private final List<String> retried = new CopyOnWriteArrayList<>();

  public Requests(Reelport reelport) {
    this.reelport = reelport;
  }

  /** A request the service has taken: by 202, or by a record in the request topic. */
  public record Request(String user, String id, Wish wish) {}

  /**
   * Asks over HTTP, again and again with the same key while the service cannot, as clients do.
   *
   * @return the id of the import
   */
  public String ask(String user, Wish wish) {
    String key = UUID.randomUUID().toString();
    JsonNode made =
        Awaitility.await("acceptance over HTTP")
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .until(() -> post(user, key, wish), answer -> answer != null);
    accepted.add(new Request(user, key, wish));
    return made.get("id").asText();
  }

  /** Asks over Kafka, again and again while the broker is away, as producers do. */
  public void publish(KafkaDoor kafka, String user, Wish wish) {
    String id = UUID.randomUUID().toString();
    ObjectNode body = body(wish).put("requestId", id).put("userId", user);
    Awaitility.await("acceptance by the broker")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .ignoreException(IllegalStateException.class)
        .until(
            () -> {
              kafka.send(KafkaDoor.REQUESTS, user, body.toString());
              return true;
            });
    accepted.add(new Request(user, id, wish));
  }

  /** Asks that an import that has ended goes on. */
  public void retry(String user, String importId) {
    ApiClient.Answer answer = reelport.as(user).post("/v1/imports/" + importId + "/retry", "");
    assertThat(answer.status()).isEqualTo(202);
    retried.add(importId);
  }

  int retriesOf(String importId) {
    return Collections.frequency(retried, importId);
  }

  /** Everything that was accepted so far. */
  public List<Request> accepted() {
    return List.copyOf(accepted);
  }

  Map<String, List<Wish>> byUser() {
    return accepted.stream()
        .collect(
            Collectors.groupingBy(
                Request::user, Collectors.mapping(Request::wish, Collectors.toList())));
  }

  /** The import, or null if nobody took the request: 503, or no answer. */
  private JsonNode post(String user, String key, Wish wish) {
    ApiClient api = reelport.as(user);
    try {
      ApiClient.Answer answer =
          api.send(
              api.request("/v1/imports")
                  .header("Idempotency-Key", key)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body(wish).toString())));
      if (answer.status() == 503) {
        return null;
      }
      if (answer.status() != 202) {
        throw new AssertionError(answer.status() + " " + answer.response().body());
      }
      return answer.json();
    } catch (UncheckedIOException away) {
      return null;
    }
  }

  private static ObjectNode body(Wish wish) {
    return JSON.createObjectNode().put("target", wish.target());
  }
}
