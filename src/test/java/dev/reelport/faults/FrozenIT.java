package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.Wish;
import dev.reelport.testing.stack.ProxyTrigger;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.stack.TcpProxy.Flow;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An instance is frozen (SIGSTOP) for longer than its group waits for it, another does its work,
 * and then it wakes up and goes on as if nothing had happened.
 */
class FrozenIT {

  private static final Duration LEASE = Duration.ofSeconds(6);
  private static final Duration SILENCE = Duration.ofSeconds(4);
  private static final int UPLOADS = 500;
  private static final int UNITS = 21;

  private static Stage stage;

  private final String user = Reelport.newUser();
  private final SimChannel channel = stage.channel(UPLOADS);

  @BeforeAll
  static void start() {
    stage =
        Stage.with(
            Map.of(
                "MP_MESSAGING_INCOMING_STEPS_MAX_POLL_INTERVAL_MS",
                String.valueOf(LEASE.toMillis()),
                "REELPORT_DATABASE_SILENCE",
                SILENCE.toString()));
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @AfterEach
  void heal() {
    stage.youTube.heal();
    stage.postgres.forget();
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 7, promise = "its late write is refused, its units are booked, nothing twice")
  void whatAFrozenInstanceWritesLateIsRefused() {
    // Given an instance that is frozen while it waits for a page
    stage.youTube.fail(
        FaultRule.on(Route.PLAYLIST_ITEMS)
            .naming(channel.uploadsId())
            .call(3)
            .with(Faults.delay(Duration.ofSeconds(3))));
    String id = stage.requests.ask(user, Wish.channel(channel));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> stage.youTube.calls(Route.PLAYLIST_ITEMS, channel.uploadsId()) == 3);
    ServiceProcess frozen = stage.reelport.service();
    frozen.pause();

    // When another instance does its work
    try (ServiceProcess second = stage.reelport.anotherInstance()) {
      JsonNode ended = at(second).ended(id);
      assertThat(ended.at("/counts/imported").asInt()).isEqualTo(UPLOADS);
      assertThat(ended.at("/units/spent").asInt()).isEqualTo(UNITS);
      Stage.pass(LEASE);

      // And it wakes up
      frozen.resume();

      // Then nothing has changed but that its page and its details are booked as well
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> at(second).get("/v1/imports/" + id).json().at("/units/spent").asInt() > UNITS);
      stage.holds();
      assertThat(at(second).get("/v1/imports/" + id).json().get("counts"))
          .isEqualTo(ended.get("counts"));
    }
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 7, promise = "a frozen transaction holds nobody up")
  void anInstanceThatIsFrozenBeforeItsCommitHoldsNobodyUp() throws InterruptedException {
    // Given an instance that is frozen with a page's projects written and not committed
    stage.youTube.latency(Duration.ofMillis(20));
    String id = stage.requests.ask(user, Wish.channel(channel));
    stage.reelport.as(user).until(id, i -> i.at("/counts/imported").asInt() >= 50);
    ServiceProcess frozen = stage.reelport.service();
    ProxyTrigger trigger =
        stage
            .postgres
            // Only the import's cursor, which is written last, names its list.
            .when(Flow.REQUEST, channel.uploadsId())
            .run(
                () -> {
                  frozen.pause();
                  stage.postgres.stall();
                });
    assertThat(trigger.hasActed(20)).isTrue();

    // When another instance, by another way to the database, takes over
    String direct = stage.stack.postgres().url();
    try (ServiceProcess second = stage.reelport.anotherInstance(Map.of("DATABASE_URL", direct))) {
      JsonNode ended = at(second).ended(id);
      assertThat(ended.at("/counts/imported").asInt()).isEqualTo(UPLOADS);

      // And it wakes up
      stage.postgres.pass();
      frozen.resume();

      // Then everything holds
      stage.holds();
    }
  }

  private ApiClient at(ServiceProcess instance) {
    return stage.reelport.as(user).at(instance.uri());
  }
}
