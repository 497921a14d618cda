package dev.reelport.testing.stack;

import java.io.File;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of this JVM, for another JVM in another folder. */
public final class ClassPath {

  private ClassPath() {}

  /** Absolute paths, as {@code java -cp} takes them. */
  public static String ofThisJvm() {
    return entries()
        .map(entry -> entry.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Stream<Path> entries() {
    // In Maven's JVM the tests' classes come from a loader of their own.
    if (ClassPath.class.getClassLoader() instanceof URLClassLoader loader) {
      return Stream.of(loader.getURLs()).map(url -> Path.of(URI.create(url.toString())));
    }
    // Surefire starts its JVM with one jar that names the rest; the rest is in this property.
    String tests = System.getProperty("surefire.test.class.path");
    String path = tests == null ? System.getProperty("java.class.path") : tests;
    return Stream.of(path.split(File.pathSeparator, -1)).map(Path::of);
  }
}
