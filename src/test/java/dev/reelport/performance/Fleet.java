package dev.reelport.performance;

import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Instances of the service beside the first one, started and ended as a platform does. */
final class Fleet implements AutoCloseable {

  /** In Kubernetes a job has migrated before an instance starts. */
  static final Map<String, String> MIGRATED = Map.of("REELPORT_MIGRATE_AT_START", "false");

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
      var process =
          CompletableFuture.supplyAsync(() -> reelport.anotherInstance(MIGRATED), threads);
      Pod pod =
          new Pod(process, process.thenApplyAsync(s -> FirstStep.of(s).since(began), threads));
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

  @Override
  public void close() {
    scaleTo(1);
    threads.shutdown();
  }
}
