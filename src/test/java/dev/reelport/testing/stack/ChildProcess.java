package dev.reelport.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A process of a {@link WorkFolder}, with its output in a log file. */
final class ChildProcess {

  private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "TZ", "JAVA_HOME");
  private static final int LOG_TAIL_LINES = 40;

  private final String name;
  private final Process process;
  private final Path log;

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * What to run. It sees nothing of this JVM's environment but where programs, the home, the
   * language, the time zone and Java are.
   *
   * @param lastSignal what ends it when its owner is gone
   * @param directory where it runs
   */
  record Command(
      String name,
      List<String> line,
      Map<String, String> environment,
      Signal lastSignal,
      Path directory,
      Path log) {}

  static ChildProcess start(WorkFolder folder, Command command) {
    List<String> arguments = new ArrayList<>();
    arguments.add(folder.pidFile(command.name()).toString());
    arguments.add(command.lastSignal().name());
    arguments.addAll(command.line());
    ProcessBuilder builder =
        new ProcessBuilder(Shell.script("launch", arguments))
            .directory(command.directory().toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(Redirect.appendTo(command.log().toFile()));
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(command.environment());
    try {
      return new ChildProcess(command.name(), builder.start(), command.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Freezes it and everything it started, and waits until no thread of it moves. */
  void pause() {
    List<Long> family = family().map(ProcessHandle::pid).toList();
    family.forEach(Signal.STOP::send);
    // The signal reaches threads one by one: one that runs just now may still answer somebody.
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> family.stream().allMatch(ProcStat::isStopped));
  }

  /** Wakes it and everything it started. */
  void resume() {
    family().forEach(member -> Signal.CONT.send(member.pid()));
  }

  /** Waits until the condition holds, and fails with the log's end if the process ends before. */
  void awaitReady(Duration limit, Callable<Boolean> ready) {
    try {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(limit)
          .failFast(() -> !process.isAlive())
          .until(ready);
    } catch (TerminalFailureException e) {
      throw failure("ended with code " + Shell.waitFor(process), e);
    } catch (ConditionTimeoutException e) {
      throw failure("was not ready after " + limit.toSeconds() + " s", e);
    }
  }

  /** Waits for its own end, and fails if that takes too long or its exit code is not 0. */
  void awaitSuccess(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
        throw failure("did not end within " + limit.toSeconds() + " s", null);
      }
      if (process.exitValue() != 0) {
        throw failure("ended with code " + process.exitValue(), null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  /** Sends the signal and waits for the end, and kills it when the limit has passed. */
  void end(Signal signal, Duration limit) {
    try {
      resume();
      signal.send(process.pid());
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  /** Kills it with everything it started, and waits until all of that is gone. */
  void kill() {
    List<ProcStat> family = family().flatMap(member -> ProcStat.of(member.pid()).stream()).toList();
    family.forEach(member -> Signal.KILL.send(member.pid()));
    Shell.waitFor(process);
    // Orphans end as zombies where nobody collects them, so their end is not awaited as a child's.
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> family.stream().noneMatch(ProcStat::isRunning));
  }

  private Stream<ProcessHandle> family() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  private ServerFailedException failure(String what, Throwable cause) {
    return new ServerFailedException(
        name + " " + what + ". The end of " + log + ":\n" + logTail(), cause);
  }

  String logTail() {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - LOG_TAIL_LINES), all.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
