package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train.sh}, which the JVM's image is built with. */
class TrainingIT {

  private static final String SCRIPT = Project.file("src/main/docker/train.sh").toString();

  /** Does what an older JVM cannot, but for the contents. */
  private static final String OLDER =
      """
      #!/bin/sh
      for option do
        shift
        case $option in
          -XX:AOTCacheOutput=*) echo cache > "${option#*=}" ;;
          *) set -- "$@" "$option" ;;
        esac
      done
      exec "%s" "$@"
      """;

  @TempDir Path folder;

  @Test
  void theServiceStartsWithoutItsServersSoThatItsImageCanBeTrained() throws IOException {
    // Given what was built, where nothing else looks for a cache
    Path built = Project.file("target/quarkus-app");
    for (String part : List.of("app", "lib", "quarkus")) {
      Files.createSymbolicLink(folder.resolve(part), built.resolve(part));
    }
    Files.copy(built.resolve("quarkus-run.jar"), folder.resolve("quarkus-run.jar"));

    // When
    Project.run(folder, "sh", SCRIPT, folder.toString(), java());

    // Then
    assertThat(folder.resolve("app.aot")).isNotEmptyFile();
  }

  @Test
  void anImageWhoseServiceDoesNotStartIsNotBuilt() {
    assertThatThrownBy(() -> Project.run(folder, "sh", SCRIPT, folder.toString(), java()))
        .hasMessageContaining("Unable to access jarfile")
        .hasMessageContaining("the service ended before it was up");
    assertThat(folder.resolve("app.aot")).doesNotExist();
  }

  private String java() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    if (Runtime.version().feature() >= 25) {
      return java.toString();
    }
    Path wrapper = Files.writeString(folder.resolve("java"), OLDER.formatted(java));
    Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
    return wrapper.toString();
  }
}
