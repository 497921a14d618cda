package dev.reelport.performance;

import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Instances of the service beside the first one, started and ended as a platform does. */
final class Fleet implements AutoCloseable {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");
  private static final int STAMP_LENGTH = "yyyy-MM-dd HH:mm:ss,SSS".length();

  private final Reelport reelport;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Pod> pods = new ArrayList<>();
  private final List<Pod> all = new ArrayList<>();

  Fleet(Reelport reelport) {
    this.reelport = reelport;
  }

  private record Pod(LocalDateTime began, CompletableFuture<ServiceProcess> process) {}

  /** Starts or ends as many as it takes, and waits for neither. */
  void scaleTo(int instances) {
    while (1 + pods.size() < instances) {
      Pod pod =
          new Pod(
              LocalDateTime.now(ZoneId.systemDefault()),
              CompletableFuture.supplyAsync(() -> reelport.anotherInstance(), threads));
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

  /**
   * From the start of each instance to the end of its first import, which is a bound for its first
   * step; without those that came too late to have any.
   */
  List<Duration> untilFirstImport() {
    return all.stream().map(Fleet::untilFirstImport).flatMap(Optional::stream).toList();
  }

  private static Optional<Duration> untilFirstImport(Pod pod) {
    try {
      return Files.readAllLines(pod.process.join().log()).stream()
          .filter(line -> line.contains("import finished"))
          .findFirst()
          .map(line -> LocalDateTime.parse(line.substring(0, STAMP_LENGTH), STAMP))
          .map(first -> Duration.between(pod.began, first));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    scaleTo(1);
    threads.shutdown();
  }
}
