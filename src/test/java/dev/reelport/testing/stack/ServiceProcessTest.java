package dev.reelport.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path project;

  @Test
  void theServiceIsReadyWhenItSaysSoAndEndsWhenItIsAsked() {
    // Given
    ServiceProcess service = ServiceProcess.start(fake("serve"), null, Map.of(), LIMIT);
    assertThat(service.isReady()).isTrue();

    // When
    service.terminate();

    // Then
    assertThat(service.isRunning()).isFalse();
    assertThat(service.isReady()).isFalse();
    service.close();
  }

  @Test
  void aPausedServiceIsThereButNotReady() {
    try (ServiceProcess service = ServiceProcess.start(fake("serve"), null, Map.of(), LIMIT)) {
      // When
      service.pause();
      boolean readyWhilePaused = service.isReady();
      boolean runningWhilePaused = service.isRunning();
      service.resume();

      // Then
      assertThat(readyWhilePaused).isFalse();
      assertThat(runningWhilePaused).isTrue();
      assertThat(service.isReady()).isTrue();
    }
  }

  @Test
  void nothingOfAServiceMovesOnceItIsPaused() {
    try (ServiceProcess service = ServiceProcess.start(fake("serve"), null, Map.of(), LIMIT)) {
      for (int n = 0; n < 100; n++) {
        // When
        service.pause();

        // Then
        assertThat(ProcStat.isStopped(service.pid())).as("pause %d", n).isTrue();
        service.resume();
      }
    }
  }

  @Test
  void theServiceSeesOnlyWhatItIsGiven() throws IOException {
    // When
    ServiceProcess service =
        ServiceProcess.start(fake("serve"), null, Map.of("REDIS_URL", "redis://r"), LIMIT);
    service.close();

    // Then
    String seen = Files.readString(service.log());
    assertThat(seen.substring(seen.indexOf('[') + 1, seen.indexOf(']')).split(", ", -1))
        .contains("REDIS_URL", "HTTP_PORT")
        .isSubsetOf(
            "REDIS_URL",
            "HTTP_PORT",
            "REELPORT_LOG_FORMAT",
            "PATH",
            "HOME",
            "LANG",
            "TZ",
            "JAVA_HOME",
            "PWD",
            "OLDPWD");
  }

  @Test
  void aServiceThatEndsAtOnceIsReportedWithItsLastWords() {
    assertThatThrownBy(() -> ServiceProcess.start(fake("fail"), null, Map.of(), LIMIT))
        .isInstanceOf(ServerFailedException.class)
        .hasMessageContaining("ended with code 3")
        .hasMessageContaining("no database");
  }

  @Test
  void theNativeExecutableIsPreferredUnlessTheSourcesAreNewer() throws IOException {
    // Given
    Path source = file("src/main/java/A.java", "rw-r--r--");
    Path jar = file("target/quarkus-app/quarkus-run.jar", "rw-r--r--");
    Path executable = file("target/reelport-0.1.0-runner", "rwxr-xr-x");

    // Then
    assertThat(ServiceArtifact.command(project)).containsExactly(executable.toString());
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(ServiceArtifact.command(project)).contains("-jar", jar.toString());
  }

  @Test
  void withoutAnArtifactItSaysHowToBuildOne() throws IOException {
    // Given
    file("src/main/java/A.java", "rw-r--r--");

    // Then
    assertThatThrownBy(() -> ServiceArtifact.command(project))
        .hasMessageContaining("./mvnw package");
  }

  private Path file(String name, String permissions) throws IOException {
    Path path = project.resolve(name);
    Files.createDirectories(path.getParent());
    Files.createFile(path);
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static List<String> fake(String behaviour) {
    return ClassPath.command(FakeService.class, behaviour);
  }
}
