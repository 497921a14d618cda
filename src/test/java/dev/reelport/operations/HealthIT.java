package dev.reelport.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.Server;
import dev.reelport.testing.stack.ServiceProcess;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Readiness says which store is away, liveness never does, and neither says where things are. */
class HealthIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private static Reelport reelport;

  @BeforeAll
  static void start() {
    reelport = Reelport.with(Map.of());
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @AfterEach
  void everythingIsBack() {
    stores().map(HealthIT::store).filter(store -> !store.isRunning()).forEach(Server::start);
    Awaitility.await().atMost(SOON).until(() -> health("ready").status() == 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"started", "live", "ready"})
  void aServiceWithAllItsStoresIsWell(String which) {
    Answer answer = health(which);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("status").asText()).isEqualTo("UP");
  }

  static Stream<String> stores() {
    return Stream.of("PostgreSQL", "Redis", "Kafka");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whileAStoreIsAwayTheServiceIsNotReadyAndLives(String name) {
    // When
    Server store = store(name);
    store.kill();

    // Then readiness names it, and nothing of where it is
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(Readiness.down(health("ready"))).containsExactly(name));
    assertThat(health("ready").status()).isEqualTo(503);
    assertThat(health("live").status()).isEqualTo(200);
    assertThat(health("started").status()).isEqualTo(200);
    assertThat(Stream.of("127.0.0.1", "localhost", String.valueOf(store.port()), "reelport_app"))
        .noneMatch(health("").response().body()::contains);

    // And when it is back, the service is ready by itself
    store.start();
    Awaitility.await().atMost(SOON).until(() -> health("ready").status() == 200);
  }

  @Test
  void withoutItsMigrationsAnInstanceIsNotReady() {
    // Given a database that somebody has still to bring up to date
    String forgotten =
        "delete from flyway_schema_history where installed_rank ="
            + " (select max(installed_rank) from flyway_schema_history)";
    reelport.change("create table kept as select * from flyway_schema_history");
    reelport.change(forgotten);

    // When an instance starts that leaves that to others
    try (ServiceProcess instance =
        reelport.launchInstance(Map.of("QUARKUS_FLYWAY_MIGRATE_AT_START", "false"))) {

      // Then it lives and waits for them
      Awaitility.await()
          .atMost(SOON)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(
                          Readiness.down(
                              reelport.asAnonymous().at(instance.uri()).get("/q/health/ready")))
                      .containsExactly("migrations"));
      assertThat(reelport.asAnonymous().at(instance.uri()).get("/q/health/live").status())
          .isEqualTo(200);

      // And is ready once they are applied
      reelport.change("delete from flyway_schema_history");
      reelport.change("insert into flyway_schema_history select * from kept");
      Awaitility.await().atMost(SOON).until(instance::isReady);
    }
  }

  private static Server store(String name) {
    return switch (name) {
      case "PostgreSQL" -> reelport.stack().postgres();
      case "Redis" -> reelport.stack().redis();
      default -> reelport.stack().kafka();
    };
  }

  private static Answer health(String which) {
    return reelport.asAnonymous().get("/q/health/" + which);
  }
}
