package dev.reelport.testing.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Linux says of a process (source: proc(5)).
 *
 * @param pid its id, which is used again after its end
 * @param state {@code Z} when it has ended and nobody has asked how
 * @param start when it started, in ticks since boot; tells it from others with its id
 */
public record ProcStat(long pid, char state, long start) {

  private static final int STATE = 0;
  private static final int START = 19;

  /** The process with that id, if there is one. */
  public static Optional<ProcStat> of(long pid) {
    return at(Path.of("/proc/" + pid + "/stat"));
  }

  private static Optional<ProcStat> at(Path file) {
    try {
      String stat = Files.readString(file);
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(
          new ProcStat(
              Long.parseLong(stat.substring(0, stat.indexOf(' '))),
              afterName[STATE].charAt(0),
              Long.parseLong(afterName[START])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether no thread of the process with that id moves: all are stopped, or have ended. */
  static boolean isStopped(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return threads
          .flatMap(thread -> at(thread.resolve("stat")).stream())
          .allMatch(thread -> "TZX".indexOf(thread.state) >= 0);
    } catch (IOException gone) {
      return true;
    }
  }

  /** Whether this very process still works; ended ones that nobody has collected do not. */
  public boolean isRunning() {
    return of(pid).filter(now -> now.start == start && now.state != 'Z').isPresent();
  }
}
