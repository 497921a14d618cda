package dev.reelport.testing.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells the person in front of it what happens, with one line that changes while something does.
 */
final class Terminal {

  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

  private final PrintStream out;
  private final boolean interactive;
  private boolean changing;
  private long lastChange = System.nanoTime() - QUIET_NANOS;

  /**
   * @param interactive whether a line can be written over; if not, changes come once a second
   */
  Terminal(PrintStream out, boolean interactive) {
    this.out = out;
    this.interactive = interactive;
  }

  static Terminal ofThisProcess() {
    // Not System.out, which in Maven's JVM is Maven's and taken down while the demo still ends.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    return new Terminal(out, isInteractive());
  }

  /** A line that stays. */
  synchronized void say(String line) {
    if (changing) {
      out.print(CLEAR_LINE);
      changing = false;
    }
    out.println(line);
    out.flush();
  }

  /** A line that the next one replaces. */
  synchronized void change(String line) {
    if (interactive) {
      out.print(CLEAR_LINE + line);
      out.flush();
      changing = true;
    } else if (System.nanoTime() - lastChange >= QUIET_NANOS) {
      say(line);
      lastChange = System.nanoTime();
    }
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
  }

  private static boolean isInteractive() {
    try {
      return new ProcessBuilder("sh", "-c", "test -t 1").inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
