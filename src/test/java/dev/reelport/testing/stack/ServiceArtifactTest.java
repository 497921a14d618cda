package dev.reelport.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServiceArtifactTest {

  @Test
  void testsAndMeasurementsStartTheJvmAsTheImagesDo() throws IOException {
    assertThat(Files.readString(Path.of("src/main/docker/Dockerfile.jvm")))
        .contains(
            "ENV JAVA_TOOL_OPTIONS=\"" + String.join(" ", ServiceArtifact.JVM_OPTIONS) + "\"\n");
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            "<quarkus.jib.jvm-additional-arguments>"
                + String.join(",", ServiceArtifact.JVM_OPTIONS)
                + "</quarkus.jib.jvm-additional-arguments>");
  }
}
