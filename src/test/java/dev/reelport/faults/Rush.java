package dev.reelport.faults;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Many requests over many connections at once, and what became of each. */
final class Rush implements AutoCloseable {

  private final int most;
  private final Semaphore connections;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  Rush(int mostConnections) {
    most = mostConnections;
    connections = new Semaphore(most);
  }

  /**
   * What became of a request.
   *
   * @param status 0 if the connection was refused or lost
   */
  record Outcome(
      int number, int status, Optional<String> retryAfter, Optional<String> location, String body) {

    static Outcome of(int number, HttpResponse<String> response) {
      return new Outcome(
          number,
          response.statusCode(),
          response.headers().firstValue("Retry-After"),
          response.headers().firstValue("Location"),
          response.statusCode() == 202 ? "" : response.body());
    }

    static Outcome lost(int number, Throwable failure) {
      return new Outcome(number, 0, Optional.empty(), Optional.empty(), failure.toString());
    }

    boolean isAccepted() {
      return status == 202;
    }

    boolean isRefusedForNow() {
      return (status == 429 || status == 503)
          && retryAfter.filter(seconds -> seconds.matches("[1-9][0-9]*")).isPresent();
    }

    boolean isLost() {
      return status == 0;
    }

    /** The id of the import that was accepted. */
    String id() {
      return location.orElseThrow().substring("/v1/imports/".length());
    }
  }

  /** How many had each status. */
  static Map<Integer, Long> statuses(List<Outcome> outcomes) {
    return outcomes.stream()
        .collect(Collectors.groupingBy(Outcome::status, TreeMap::new, Collectors.counting()));
  }

  /** Sends requests, made from their numbers, and waits until each has its answer. */
  List<Outcome> send(int count, IntFunction<HttpRequest> request) {
    for (int n = 0; n < count && !over; n++) {
      connections.acquireUninterruptibly();
      send(n, request.apply(n));
    }
    // Whoever has all of them knows that nobody is under way.
    connections.acquireUninterruptibly(most);
    connections.release(most);
    return List.copyOf(outcomes);
  }

  /** Sends in the background until it is told to stop. */
  CompletableFuture<List<Outcome>> sendOn(IntFunction<HttpRequest> request) {
    return CompletableFuture.supplyAsync(() -> send(Integer.MAX_VALUE, request));
  }

  /** What came so far. */
  int answered() {
    return outcomes.size();
  }

  void stop() {
    over = true;
  }

  private void send(int number, HttpRequest request) {
    CompletableFuture<Void> unused =
        client
            .sendAsync(request, BodyHandlers.ofString())
            .handle(
                (response, failure) ->
                    failure == null ? Outcome.of(number, response) : Outcome.lost(number, failure))
            .thenAccept(
                outcome -> {
                  outcomes.add(outcome);
                  connections.release();
                });
  }

  /** A request for an import, with a key that makes its repeats harmless. */
  static HttpRequest.Builder keyed(HttpRequest.Builder request, String key) {
    return request
        .timeout(Duration.ofMinutes(1))
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key);
  }

  @Override
  public void close() {
    over = true;
    threads.shutdownNow();
  }
}
