package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.faults.FaultTest;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 100,000 sources are due at once, and two instances share them. */
@Tag(FaultTest.FULL_RUN_ONLY)
class DueSourcesIT {

  private static final int SOURCES = 100_000;

  private static final String EMPTY_FEED =
      "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"></feed>";

  private static final String MAKE =
      """
      insert into source (id, user_id, kind, target, written, list_id, every, filters, options,
                          policy, next_check_at, last_swept_at, created_at, updated_at)
      select cast('0190' || lpad(to_hex(n), 28, '0') as uuid), 'user-' || mod(n, 1000), 'channel',
             'UC' || lpad(cast(n as text), 21, '0') || 'A', 'UC',
             'UU' || lpad(cast(n as text), 21, '0') || 'A', 'daily', '{}', '{}', 'hide',
             case when mod(n, 2) = 0 then now() - n * interval '1 second' end, now(), now(), now()
      from generate_series(1, %d) as n;
      insert into watched_list (list_id, channel_id, video_count, counted_at, created_at)
      select list_id, target, 10, now(), now() from source;
      create table claim_log (source_id uuid not null);
      create function log_claim() returns trigger language plpgsql security definer as $$
        begin
          insert into claim_log values (new.id);
          return null;
        end $$;
      create trigger log_claim after update of claimed_until on source
        for each row when (new.claimed_until is not null) execute function log_claim();
      analyze;
      """;

  private static final String LEFT =
      "select count(*) from source where next_check_at is null or next_check_at <= now()";

  private static Reelport reelport;

  @BeforeAll
  static void start() {
    reelport = Reelport.with(Map.of("REELPORT_DISCOVERY_EVERY", "1s"));
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @Test
  void eachIsClaimedOnceAndFeedsCostNothing() {
    try (ServiceProcess second = reelport.anotherInstance()) {
      assertThat(second.isReady()).isTrue();

      // Given feeds that are well
      reelport
          .youTube()
          .fail(FaultRule.on(Route.FEED).with(Faults.answer(200, "text/xml", EMPTY_FEED)));
      int before = reelport.youTube().units();

      // When
      long began = System.nanoTime();
      reelport.change(MAKE.formatted(SOURCES));
      long took = untilNoneIsLeft(began);

      // Then
      int units = reelport.youTube().units() - before;
      System.out.printf("%d sources by feed: %d s, %d units%n", SOURCES, took, units);
      eachOnce();
      assertThat(units).isZero();

      // Given that there are none, and a day has gone by
      reelport.youTube().heal();
      reelport.youTube().fail(FaultRule.on(Route.FEED).with(Faults.html(404)));
      reelport.change("truncate claim_log");
      began = System.nanoTime();
      reelport.change("update source set next_check_at = now() - interval '1 second'");
      took = untilNoneIsLeft(began);

      // Then
      units = reelport.youTube().units() - before;
      System.out.printf("%d sources by count: %d s, %d units%n", SOURCES, took, units);
      eachOnce();
      assertThat(units).isLessThanOrEqualTo(SOURCES / 50 + 40);
    }
  }

  private static long untilNoneIsLeft(long began) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(8))
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> reelport.count(LEFT) == 0);
    return Duration.ofNanos(System.nanoTime() - began).toSeconds();
  }

  private static void eachOnce() {
    assertThat(reelport.count("select count(*) from claim_log")).isEqualTo(SOURCES);
    assertThat(reelport.count("select count(distinct source_id) from claim_log"))
        .isEqualTo(SOURCES);
    assertThat(reelport.count("select count(*) from source where claimed_until is not null"))
        .isZero();
  }
}
