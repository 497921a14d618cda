package dev.reelport.testing.stack;

import dev.reelport.testing.stack.ChildProcess.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A server that is one child process in a folder of the stack. */
abstract class ChildServer implements Server {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  protected final WorkFolder folder;
  private final String name;
  private final int port;
  private final Signal stop;
  private final Signal lastSignal;
  private ChildProcess process;

  /**
   * @param stop what ends it in its regular way
   * @param lastSignal what ends it at once, leaving nothing behind
   */
  ChildServer(String name, WorkFolder folder, int port, Signal stop, Signal lastSignal) {
    this.name = name;
    this.folder = folder;
    this.port = port;
    this.stop = stop;
    this.lastSignal = lastSignal;
  }

  /** The command line of the server. */
  abstract List<String> command();

  /** Whether the server answers a client. */
  abstract boolean answers();

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int port() {
    return port;
  }

  @Override
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    process = launch(id(), command());
    process.awaitReady(START_LIMIT, this::answers);
  }

  @Override
  public final synchronized void stop() {
    if (isRunning()) {
      process.end(stop, STOP_LIMIT);
    }
  }

  @Override
  public final synchronized void kill() {
    if (isRunning()) {
      process.kill();
    }
  }

  @Override
  public final synchronized void pause() {
    process.pause();
  }

  @Override
  public final synchronized void resume() {
    process.resume();
  }

  @Override
  public final synchronized boolean isRunning() {
    return process != null && process.isRunning();
  }

  /** The process id of the running server. */
  public final synchronized long pid() {
    return process.pid();
  }

  /** Everything it wrote. */
  public final Path log() {
    return log(id());
  }

  final ChildProcess launch(String id, List<String> line) {
    return ChildProcess.start(
        folder, new Command(id, line, Map.of(), lastSignal, folder.path(), log(id)));
  }

  private Path log(String id) {
    return folder.path().resolve(id + ".log");
  }

  private String id() {
    return name.toLowerCase(Locale.ROOT);
  }
}
