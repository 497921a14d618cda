package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.Wish;
import dev.reelport.testing.stack.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A roll-out with both builds: {@code -Dreelport.previous=FOLDER} names the project folder of the
 * one before, packaged there by {@code ./mvnw package -DskipTests}.
 */
@Tag(FaultTest.FULL_RUN_ONLY)
class RollOutIT {

  private static final int USERS = 12;
  private static final int UPLOADS = 150;

  @FaultTest(number = 25, promise = "old and new instances work side by side over a migration")
  @Test
  void oldAndNewInstancesWorkSideBySideOverAMigration() {
    // Given the build before at work, on the schema it brought
    Optional<Path> before =
        Optional.ofNullable(System.getProperty("reelport.previous")).map(Path::of);
    assumeTrue(before.isPresent(), "-Dreelport.previous=FOLDER names the build before");
    try (Stage stage = Stage.of(before.orElseThrow())) {
      stage.youTube.latency(Duration.ofMillis(20));
      long schema = migrations(stage);
      ask(stage);

      // When this build migrates, works beside it, and then alone
      stage.reelport.migrate();
      assertThat(migrations(stage)).as("migrations").isGreaterThan(schema);
      try (ServiceProcess next =
          stage.reelport.anotherInstance(Map.of("REELPORT_MIGRATE_AT_START", "false"))) {
        ask(stage);
        int old = finished(stage.reelport.service());
        Awaitility.await("both at work")
            .atMost(Duration.ofMinutes(1))
            .until(() -> finished(next) > 0 && finished(stage.reelport.service()) > old);
        askByKafka(stage);
        stage.reelport.service().terminate();
        stage.reelport.startAgain();
        ask(stage);

        // Then
        stage.holds();
      }
    }
  }

  private static void ask(Stage stage) {
    IntStream.range(0, USERS)
        .forEach(n -> stage.requests.ask(Reelport.newUser(), Wish.channel(stage.channel(UPLOADS))));
  }

  private static void askByKafka(Stage stage) {
    try (KafkaDoor kafka = new KafkaDoor(stage.stack.kafka().bootstrap())) {
      IntStream.range(0, USERS)
          .forEach(
              n ->
                  stage.requests.publish(
                      kafka, Reelport.newUser(), Wish.channel(stage.channel(UPLOADS))));
    }
  }

  private static long migrations(Stage stage) {
    return stage.reelport.count("select count(*) from flyway_schema_history where success");
  }

  private static int finished(ServiceProcess service) {
    try {
      return (int)
          Files.readAllLines(service.log()).stream()
              .filter(line -> line.contains("import finished"))
              .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
