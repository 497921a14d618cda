package dev.reelport.testing.stack;

import dev.reelport.testing.stack.ChildProcess.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The service in a process of its own, as in production. It ends at the latest with this JVM; its
 * log stays in {@code target/service-logs}.
 */
public final class ServiceProcess implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration DEV_READY_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(2);
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private static final List<Path> LOGS = new CopyOnWriteArrayList<>();

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final WorkFolder folder;
  private final ChildProcess process;
  private final URI uri;
  private final Path log;

  private ServiceProcess(
      List<String> line, Path directory, Map<String, String> environment, int port) {
    folder = WorkFolder.create("service");
    uri = URI.create("http://127.0.0.1:" + port);
    log = newLog();
    LOGS.add(log);
    process =
        ChildProcess.start(
            folder,
            new Command(
                "service",
                line,
                environment,
                Signal.KILL,
                directory == null ? folder.path() : directory,
                log));
  }

  /**
   * Starts what the production build made and waits until it is ready.
   *
   * @param environment all it sees; without {@code HTTP_PORT} it gets a free one
   * @throws ServerFailedException with the end of its log if it ends or is not ready within 60 s
   */
  public static ServiceProcess start(Map<String, String> environment) {
    return start(ServiceArtifact.command(project()), null, environment, READY_LIMIT);
  }

  /** As {@link #start(Map)}, what the production build of that project made. */
  public static ServiceProcess start(Path project, Map<String, String> environment) {
    return start(ServiceArtifact.command(project), null, environment, READY_LIMIT);
  }

  /**
   * Starts what the production build made, for something it ends by itself.
   *
   * @param environment all it sees
   * @return its exit code
   */
  public static int runToItsEnd(Map<String, String> environment) {
    ServiceProcess service =
        new ServiceProcess(ServiceArtifact.command(project()), null, environment, Ports.free());
    try {
      return service.onExit().orTimeout(READY_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    } finally {
      service.kill();
      service.close();
    }
  }

  /** Starts the service from its sources in Quarkus' dev mode, which follows their changes. */
  public static ServiceProcess startInDevMode(Map<String, String> environment) {
    List<String> line = List.of("./mvnw", "-B", "-ntp", "quarkus:dev");
    return start(line, project(), environment, DEV_READY_LIMIT);
  }

  static ServiceProcess start(
      List<String> line, Path directory, Map<String, String> environment, Duration readyLimit) {
    ServiceProcess service = launch(line, directory, environment);
    try {
      service.process.awaitReady(readyLimit, service::isReady);
      return service;
    } catch (RuntimeException e) {
      service.kill();
      service.close();
      throw e;
    }
  }

  /** Starts what the production build made, and does not wait for it. */
  public static ServiceProcess launch(Map<String, String> environment) {
    return launch(ServiceArtifact.command(project()), null, environment);
  }

  private static ServiceProcess launch(
      List<String> line, Path directory, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    // Its log is for people here.
    all.putIfAbsent("REELPORT_LOG_FORMAT", "text");
    String port = all.computeIfAbsent("HTTP_PORT", name -> String.valueOf(Ports.free()));
    return new ServiceProcess(line, directory, all, Integer.parseInt(port));
  }

  /** Where it answers, such as {@code http://127.0.0.1:8080}. */
  public URI uri() {
    return uri;
  }

  /** The id of its process. */
  public long pid() {
    return process.pid();
  }

  /** Everything it wrote. */
  public Path log() {
    return log;
  }

  /** Everything that all of this JVM's services wrote, also those that have ended. */
  public static List<Path> logs() {
    return List.copyOf(LOGS);
  }

  /** Whether its process is there, paused or not. */
  public boolean isRunning() {
    return process.isRunning();
  }

  /** Its exit code, once it has ended. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit();
  }

  /** Whether {@code /q/health/ready} says so. */
  public boolean isReady() {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve("/q/health/ready")).timeout(REQUEST_LIMIT).build();
    try {
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the service was starting", e);
    }
  }

  /** Asks it to end (SIGTERM) and waits until it has; after a minute it is killed. */
  public void terminate() {
    if (isRunning()) {
      process.end(Signal.TERM, STOP_LIMIT);
    }
  }

  /** Ends it at once (SIGKILL). */
  public void kill() {
    if (isRunning()) {
      process.kill();
    }
  }

  /** Freezes it: it keeps its connections and does nothing (SIGSTOP). */
  public void pause() {
    process.pause();
  }

  /** Lets it go on after {@link #pause}. */
  public void resume() {
    process.resume();
  }

  /** Terminates it if it still runs. */
  @Override
  public void close() {
    terminate();
    folder.close();
  }

  /** The folder of pom.xml, which is the working directory or above it. */
  static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("pom.xml"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no pom.xml at or above the working directory");
      }
    }
    return folder;
  }

  private static Path newLog() {
    try {
      Path logs = Files.createDirectories(project().resolve("target/service-logs"));
      long jvm = ProcessHandle.current().pid();
      return logs.resolve("service-" + jvm + "-" + COUNTER.incrementAndGet() + ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
