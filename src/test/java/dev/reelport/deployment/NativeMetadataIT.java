package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A native executable has only what it was told of. This is what the build tells GraalVM, held
 * against the service; no GraalVM is needed for it.
 */
class NativeMetadataIT {

  private static NativeMetadata metadata;

  @BeforeAll
  static void read() {
    assumeTrue(
        Files.exists(Project.file("target/native-sources/native-image.args")),
        "the build was told not to write what GraalVM is given (-DskipNativeSources)");
    metadata = NativeMetadata.read();
  }

  @Test
  void everySerialisedTypeIsRegistered() {
    Set<String> types = SerialisedTypes.find();
    assertThat(types)
        .contains("dev.reelport.imports.ImportView", "dev.reelport.imports.Step")
        .contains("dev.reelport.projects.Content", "dev.reelport.youtube.Video")
        .contains("dev.reelport.imports.ImportOptions", "dev.reelport.intake.RequestBody")
        .filteredOn(type -> !metadata.isSerialisable(type))
        .as("types that become JSON or are made of it, and need @RegisterForReflection")
        .isEmpty();
  }

  @Test
  void everyResourceIsInTheExecutable() throws IOException {
    Path resources = Project.file("src/main/resources");
    List<String> needed;
    try (Stream<Path> files = Files.walk(resources)) {
      needed =
          files
              .filter(Files::isRegularFile)
              .map(file -> resources.relativize(file).toString())
              .filter(file -> file.endsWith(".lua") || file.endsWith(".sql"))
              .toList();
    }
    assertThat(needed).hasSizeGreaterThan(8).allMatch(metadata::holds);
  }

  @Test
  void everyServiceIsFound() throws IOException {
    Path services = Project.file("src/main/resources/META-INF/services");
    try (Stream<Path> files = Files.list(services)) {
      for (Path file : files.toList()) {
        boolean there = metadata.holds("META-INF/services/" + file.getFileName());
        for (String implementation : Files.readAllLines(file)) {
          assertThat(there || metadata.knows(implementation)).as(implementation).isTrue();
        }
      }
    }
  }

  @Test
  void memoryIsBoundedWhileItIsCompiledAndWhileItRuns() {
    assertThat(metadata.arguments())
        .contains("-J-Xmx6g", "-R:MaxHeapSize=256m", "-march=compatibility");
  }
}
