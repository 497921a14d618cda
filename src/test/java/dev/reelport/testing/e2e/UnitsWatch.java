package dev.reelport.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.youtube.Bucket;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at the simulator's count of units all the time: it never passes the limit, nor what the
 * service has charged before.
 */
public final class UnitsWatch implements AutoCloseable {

  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
  private static final int EVERY_MILLIS = 50;

  private final Reelport reelport;
  private final int limit;
  private final InstantSource clock;
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  /**
   * Starts watching.
   *
   * @param clock tells what day it is for the service and the simulator
   */
  public UnitsWatch(Reelport reelport, int limit, InstantSource clock) {
    this.reelport = reelport;
    this.limit = limit;
    this.clock = clock;
    var unused = timer.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What the service has charged to the project's general bucket today. */
  public long counter() {
    return counter(LocalDate.ofInstant(clock.instant(), PACIFIC));
  }

  private long counter(LocalDate day) {
    String key = "youtube_quota:project:general:" + day;
    String value = new RedisProbe(reelport.stack().redis().url()).get(key);
    return value == null ? 0 : Long.parseLong(value);
  }

  /** How often it has looked. */
  public int looks() {
    return looks.get();
  }

  private void look() {
    // In this order: what the simulator counts has been charged before.
    LocalDate day = LocalDate.ofInstant(clock.instant(), PACIFIC);
    int google = reelport.youTube().unitsOn(Bucket.GENERAL, day);
    if (google > limit) {
      violations.add(google + " units of " + limit);
    }
    try {
      long ours = counter(day);
      boolean sameDay = day.equals(LocalDate.ofInstant(clock.instant(), PACIFIC));
      if (google > ours && sameDay) {
        violations.add(google + " units, of which " + ours + " were charged");
      }
    } catch (UncheckedIOException | IllegalStateException redisIsAway) {
      // Then only the limit can be looked at.
    }
    looks.incrementAndGet();
  }

  /** Fails if there was a moment at which too much was spent. */
  public void holds() {
    assertThat(violations).as("moments at which units were over").isEmpty();
    assertThat(looks.get()).isPositive();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
