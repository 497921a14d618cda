package dev.reelport.performance;

import dev.reelport.testing.stack.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The first step that an instance has done, by its own metrics. */
final class FirstStep {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final Predicate<String> DONE =
      Pattern.compile("reelport_step_seconds_count\\{.*} [1-9].*").asMatchPredicate();

  private final ServiceProcess service;

  private FirstStep(ServiceProcess service) {
    this.service = service;
  }

  static FirstStep of(ServiceProcess service) {
    return new FirstStep(service);
  }

  /**
   * Waits for it, at most a minute.
   *
   * @param began a {@link System#nanoTime}
   * @return how long that is ago, within a tenth of a second
   */
  Duration since(long began) {
    Awaitility.await("a step at " + service.uri())
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofMinutes(1))
        .until(this::isDone);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private boolean isDone() throws InterruptedException {
    HttpRequest metrics = HttpRequest.newBuilder(service.uri().resolve("/q/metrics")).build();
    try {
      return CLIENT.send(metrics, BodyHandlers.ofLines()).body().anyMatch(DONE);
    } catch (IOException notYetUp) {
      return false;
    }
  }
}
