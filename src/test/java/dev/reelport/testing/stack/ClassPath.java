package dev.reelport.testing.stack;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of this JVM, for another JVM in another folder. */
final class ClassPath {

  private ClassPath() {}

  static String ofThisJvm() {
    // Surefire starts its JVM with one jar that names the rest; the rest is in this property.
    String tests = System.getProperty("surefire.test.class.path");
    String path = tests == null ? System.getProperty("java.class.path") : tests;
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
