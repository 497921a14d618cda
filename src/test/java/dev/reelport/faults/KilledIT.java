package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.ConsumerGroups;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.RedisProbe;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.Wish;
import dev.reelport.testing.stack.ProxyTrigger;
import dev.reelport.testing.stack.TcpProxy.Flow;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The only instance is killed at the worst of moments, and started again. */
class KilledIT {

  private static Stage stage;

  private final String user = Reelport.newUser();

  @BeforeAll
  static void start() {
    stage = Stage.with(Map.of("MP_MESSAGING_INCOMING_STEPS_AUTO_COMMIT_INTERVAL_MS", "5000"));
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @AfterEach
  void heal() {
    stage.youTube.heal();
    stage.postgres.forget();
    stage.redis.forget();
  }

  @Test
  @FaultTest(number = 1, promise = "all videos, none twice; at most one page is paid for twice")
  void killedWhileAPageIsFetchedItFetchesThatPageAgain() {
    // Given a third page that takes its time
    SimChannel channel = stage.channel(500);
    int before = stage.youTube.units();
    stage.youTube.fail(
        FaultRule.on(Route.PLAYLIST_ITEMS)
            .naming(channel.uploadsId())
            .call(3)
            .with(Faults.delay(Duration.ofSeconds(8))));
    stage.requests.ask(user, Wish.channel(channel));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> stage.youTube.calls(Route.PLAYLIST_ITEMS, channel.uploadsId()) == 3);

    // When
    stage.kill();
    stage.reelport.startAgain();

    // Then a channel of 500 costs 21; the page, and the details beside it, may be asked for again
    stage.holds();
    assertThat(stage.youTube.units() - before).isBetween(21, 23);
    assertThat(stage.youTube.calls(Route.PLAYLIST_ITEMS, channel.uploadsId())).isEqualTo(11);
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 2, promise = "the replay makes no row, no event and spends no unit")
  void killedBetweenDatabaseCommitAndOffsetCommitTheReplayChangesNothing() {
    try (ConsumerGroups groups = new ConsumerGroups(stage.stack.kafka().bootstrap());
        KafkaDoor kafka = new KafkaDoor(stage.stack.kafka().bootstrap())) {
      // Given an import that has just ended, its records published, its offsets not yet committed
      SimChannel channel = stage.channel(120);
      String id = stage.requests.ask(user, Wish.channel(channel));
      stage.reelport.as(user).ended(id);
      Awaitility.await().until(() -> stage.reelport.count("select count(*) from outbox") == 0);

      // When
      stage.kill();
      assertThat(groups.lag(ConsumerGroups.STEPS)).as("records to be read again").isPositive();
      List<Long> before = footprint(kafka);
      stage.reelport.startAgain();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> groups.lag(ConsumerGroups.STEPS) == 0);

      // Then
      assertThat(footprint(kafka)).isEqualTo(before);
      stage.holds();
    }
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 3, promise = "referee <= counter <= limit; at most one charge too many")
  void killedBetweenChargeAndCallItHasSpentAtMostThatCharge() throws InterruptedException {
    // Given
    RedisProbe probe = new RedisProbe(stage.stack.redis().url());
    String counter = "youtube_quota:project:general:" + today();
    SimChannel channel = stage.channel(120);
    int before = stage.youTube.units();
    long over = counted(probe, counter) - before;

    // When it is killed as Redis grants the first call
    ProxyTrigger granted = stage.redis.when(Flow.RESPONSE, "granted:").run(() -> stage.kill());
    stage.requests.ask(user, Wish.channel(channel));
    assertThat(granted.hasActed(30)).isTrue();
    assertThat(stage.youTube.units()).as("calls that were sent").isEqualTo(before);
    assertThat(counted(probe, counter)).isEqualTo(before + over + 1);
    stage.redis.forget();
    stage.reelport.startAgain();

    // Then it is done, and that charge is all there is too much
    stage.holds();
    assertThat(stage.youTube.units() - before).isEqualTo(7);
    assertThat(counted(probe, counter) - stage.youTube.units()).isBetween(over, over + 1);
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 4, promise = "events at least once, with the same id, in order per import")
  void killedBetweenSendAndMarkTheRelaySendsTheSameAgain() throws SQLException {
    try (KafkaDoor kafka = new KafkaDoor(stage.stack.kafka().bootstrap())) {
      // Given a relay that sends, and whose marks take for ever
      sql(
          "create function slow() returns trigger language plpgsql as"
              + " $$ begin perform pg_sleep(60); return null; end $$");
      sql("create trigger slow before delete on outbox for each statement execute function slow()");
      SimChannel channel = stage.channel(120);
      String id = stage.requests.ask(user, Wish.channel(channel));
      stage.reelport.as(user).ended(id);
      long waiting = stage.reelport.count("select count(*) from outbox");
      assertThat(waiting).isPositive();
      kafka.await(KafkaDoor.EVENTS, 1, record -> isEnd(KafkaDoor.text(record), id));

      // When
      stage.kill();
      sql("drop trigger slow on outbox");
      sql("drop function slow");
      sql(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where query ilike 'delete from outbox%'");
      stage.reelport.startAgain();

      // Then all is told, some of it twice
      stage.holds();
      assertThat(
              kafka.read(KafkaDoor.EVENTS).stream()
                  .filter(record -> isEnd(KafkaDoor.text(record), id)))
          .hasSize(2);
    }
  }

  private static boolean isEnd(String event, String id) {
    return event.contains("\"subject\":\"" + id + "\"") && event.contains("import.finished.v1");
  }

  /** Rows of all kinds, events, and units. */
  private static List<Long> footprint(KafkaDoor kafka) {
    return List.of(
        stage.reelport.count("select count(*) from project"),
        stage.reelport.count("select count(*) from import_item"),
        stage.reelport.count("select count(*) from quota_ledger where import_id is not null"),
        stage.reelport.count("select sum(version) from import"),
        (long) kafka.read(KafkaDoor.EVENTS).size(),
        (long) stage.youTube.units());
  }

  private static long counted(RedisProbe probe, String key) {
    String value = probe.get(key);
    return value == null ? 0 : Long.parseLong(value);
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneId.of("America/Los_Angeles"));
  }

  private static void sql(String statement) throws SQLException {
    try (Connection connection = stage.stack.postgres().connectAsSuperuser();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
