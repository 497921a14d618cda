package dev.reelport.testing.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(
          new ProcStat(pid, afterName[STATE].charAt(0), Long.parseLong(afterName[START])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether this very process still works; ended ones that nobody has collected do not. */
  public boolean isRunning() {
    return of(pid).filter(now -> now.start == start && now.state != 'Z').isPresent();
  }
}
