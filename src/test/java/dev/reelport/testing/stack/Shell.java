package dev.reelport.testing.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code sh}, which alone offers signals and sessions to Java. */
final class Shell {

  private Shell() {}

  /** Runs a line to its end and answers its exit code. */
  static int run(String line) {
    try {
      return waitFor(
          new ProcessBuilder("sh", "-c", line)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command that runs one of this package's scripts with arguments. */
  static List<String> script(String name, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", read(name + ".sh"), name));
    command.addAll(arguments);
    return command;
  }

  static int waitFor(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a process", e);
    }
  }

  private static String read(String resource) {
    try (InputStream in = Shell.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
