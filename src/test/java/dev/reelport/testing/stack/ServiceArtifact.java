package dev.reelport.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a production build left in {@code target}. */
final class ServiceArtifact {

  /** How its images start the JVM; {@code Dockerfile.jvm} says why. */
  static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

  private ServiceArtifact() {}

  /**
   * The command that runs it: the native executable if there is one that is not older than the
   * sources, else the jar, as its images start it, with the cache that {@code train.sh} made if it
   * did.
   *
   * @throws ServerFailedException if there is neither
   */
  static List<String> command(Path project) {
    Optional<Path> executable = nativeExecutable(project);
    if (executable.isPresent()) {
      return List.of(executable.get().toString());
    }
    Path jar = project.resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new ServerFailedException("there is no " + jar + "; run ./mvnw package first");
    }
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(JVM_OPTIONS);
    Path cache = jar.resolveSibling("app.aot");
    if (Files.exists(cache) && Runtime.version().feature() >= 25) {
      line.add("--enable-native-access=ALL-UNNAMED");
      line.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=error"));
    }
    line.addAll(List.of("-jar", jar.toString()));
    return line;
  }

  private static Optional<Path> nativeExecutable(Path project) {
    Path target = project.resolve("target");
    if (!Files.isDirectory(target)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(target)) {
      FileTime changed = lastChange(project.resolve("src/main"));
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner"))
          .filter(Files::isExecutable)
          .filter(file -> modified(file).compareTo(changed) >= 0)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime lastChange(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files.map(ServiceArtifact::modified).max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
