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

/** Instances of the service, started and ended as a platform does. */
final class Fleet implements AutoCloseable {

  /** In Kubernetes a job has migrated before an instance starts. */
  static final Map<String, String> MIGRATED = Map.of("REELPORT_MIGRATE_AT_START", "false");

  private final Reelport reelport;
  private final Map<String, String> settings;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Pod> pods = new ArrayList<>();
  private final List<Pod> all = new ArrayList<>();

  /**
   * None at first.
   *
   * @param settings of every instance
   */
  Fleet(Reelport reelport, Map<String, String> settings) {
    this.reelport = reelport;
    this.settings = settings;
  }

  private record Pod(ServiceProcess process, CompletableFuture<Duration> firstStep) {

    private boolean hasStepped() {
      return firstStep.isDone() && !firstStep.isCompletedExceptionally();
    }
  }

  /** Starts or ends as many as it takes, and waits for neither. */
  void scaleTo(int instances) {
    while (pods.size() < instances) {
      long began = System.nanoTime();
      ServiceProcess process = reelport.launchInstance(settings);
      Pod pod =
          new Pod(
              process,
              CompletableFuture.supplyAsync(() -> FirstStep.of(process).since(began), threads));
      pods.add(pod);
      all.add(pod);
    }
    while (pods.size() > instances) {
      Pod youngest = pods.remove(pods.size() - 1);
      threads.execute(youngest.process::close);
    }
  }

  /** How many there should be. */
  int wanted() {
    return pods.size();
  }

  /** How many have done a step. */
  long working() {
    return pods.stream().filter(Pod::hasStepped).count();
  }

  /** From the start of each instance until it had its first step; none for those without. */
  List<Duration> untilFirstStep() {
    return all.stream().filter(Pod::hasStepped).map(pod -> pod.firstStep.join()).toList();
  }

  @Override
  public void close() {
    pods.forEach(pod -> pod.process.close());
    threads.shutdown();
  }
}
