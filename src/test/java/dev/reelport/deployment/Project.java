package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of this repository, and the programs that read them. */
final class Project {

  private Project() {}

  static Path file(String path) {
    return Path.of("").toAbsolutePath().resolve(path);
  }

  static String read(String path) {
    try {
      return Files.readString(file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a program can be called on this machine. */
  static boolean has(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(":"), -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** What a program wrote that has to end well. */
  static String run(Path folder, String... line) {
    try {
      Path errors = Files.createTempFile("program", ".err");
      Process process =
          new ProcessBuilder(new ArrayList<>(List.of(line)))
              .directory(folder.toFile())
              .redirectError(errors.toFile())
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue())
          .as("%s%n%s%n%s", Arrays.toString(line), out, Files.readString(errors))
          .isZero();
      Files.delete(errors);
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
