package dev.reelport.performance;

import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Instances of the service beside the first one, started and ended as a platform does. */
final class Fleet implements AutoCloseable {

  private static final Predicate<String> FIRST_STEP =
      Pattern.compile("reelport_step_seconds_count\\{.*} [1-9].*").asMatchPredicate();

  private final Reelport reelport;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Pod> pods = new ArrayList<>();
  private final List<Pod> all = new ArrayList<>();

  Fleet(Reelport reelport) {
    this.reelport = reelport;
  }

  private record Pod(
      CompletableFuture<ServiceProcess> process, CompletableFuture<Duration> firstStep) {}

  /** Starts or ends as many as it takes, and waits for neither. */
  void scaleTo(int instances) {
    while (1 + pods.size() < instances) {
      long began = System.nanoTime();
      var process = CompletableFuture.supplyAsync(() -> reelport.anotherInstance(), threads);
      Pod pod = new Pod(process, process.thenApplyAsync(s -> untilFirstStep(s, began), threads));
      pods.add(pod);
      all.add(pod);
    }
    while (1 + pods.size() > instances) {
      Pod youngest = pods.remove(pods.size() - 1);
      var unused = youngest.process.thenAcceptAsync(ServiceProcess::close, threads);
    }
  }

  /** How many there should be, the first one included. */
  int wanted() {
    return 1 + pods.size();
  }

  /** How many are ready, the first one included. */
  long ready() {
    return 1
        + pods.stream()
            .filter(pod -> pod.process.isDone() && !pod.process.isCompletedExceptionally())
            .count();
  }

  /** From the start of each instance until it had its first step; none for those without. */
  List<Duration> untilFirstStep() {
    return all.stream()
        .map(Pod::firstStep)
        .filter(first -> first.isDone() && !first.isCompletedExceptionally())
        .map(CompletableFuture::join)
        .toList();
  }

  private Duration untilFirstStep(ServiceProcess service, long began) {
    Awaitility.await("a step at " + service.uri())
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofMinutes(1))
        .until(() -> hasHadAStep(service));
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private boolean hasHadAStep(ServiceProcess service) {
    ApiClient api = reelport.as("prometheus").at(service.uri());
    return api.get("/q/metrics").response().body().lines().anyMatch(FIRST_STEP);
  }

  @Override
  public void close() {
    scaleTo(1);
    threads.shutdown();
  }
}
