package dev.reelport.testing.stack;

import static java.io.File.pathSeparator;
import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The class path of this JVM, for other JVMs and class loaders. */
public final class ClassPath {

  private ClassPath() {}

  /** The command line of another JVM, in whatever folder, that runs a main class. */
  public static List<String> command(Class<?> main, String... arguments) {
    return command(List.of(), main, arguments);
  }

  /** As {@link #command(Class, String...)}, with options of the JVM's own. */
  static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(options);
    line.addAll(List.of("-cp", entries().map(Path::toString).collect(joining(pathSeparator))));
    line.add(main.getName());
    line.addAll(List.of(arguments));
    return line;
  }

  /** Its entries, as absolute paths. */
  static Stream<Path> entries() {
    return asGiven().map(Path::toAbsolutePath);
  }

  private static Stream<Path> asGiven() {
    // In Maven's JVM the tests' classes come from a loader of their own.
    if (ClassPath.class.getClassLoader() instanceof URLClassLoader loader) {
      return Stream.of(loader.getURLs()).map(url -> Path.of(URI.create(url.toString())));
    }
    // Surefire starts its JVM with one jar that names the rest; the rest is in this property.
    String tests = System.getProperty("surefire.test.class.path");
    String path = tests == null ? System.getProperty("java.class.path") : tests;
    return Stream.of(path.split(pathSeparator, -1)).map(Path::of);
  }
}
