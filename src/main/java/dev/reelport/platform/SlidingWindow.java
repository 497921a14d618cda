package dev.reelport.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts how often something happened within the last while, exactly and for all instances: in one
 * step of Redis, by its clock. Without Redis nothing is counted, and everything may happen.
 */
@ApplicationScoped
public class SlidingWindow {

  private static final FieldLogger LOG = FieldLogger.of(SlidingWindow.class);

  /**
   * Somebody waits for this, so it is not long; but whoever is not counted may do as they like, and
   * an instance that has just begun opens its connections under the first requests.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Once Redis was silent, so long nobody waits for it. */
  private static final Duration REST = Duration.ofSeconds(5);

  private static final String TAKE =
      """
      -- KEYS: the window
      -- ARGV: how many may happen; milliseconds of the window; a name of what is to happen, which
      --       counts once
      -- Answers: 1 if it may happen, else 0; how many more may; milliseconds until one more may
      local most, length, name = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - length)
      local granted = redis.call('ZSCORE', KEYS[1], name) and 1 or 0
      local count = redis.call('ZCARD', KEYS[1])
      if granted == 0 and count < most then
        redis.call('ZADD', KEYS[1], now, name)
        redis.call('PEXPIRE', KEYS[1], length)
        granted, count = 1, count + 1
      end
      local frees = math.max(0, count - most)
      local next = redis.call('ZRANGE', KEYS[1], frees, frees, 'WITHSCORES')
      return {granted, math.max(0, most - count), next[2] + length - now}
      """;

  private final RedisAPI redis;
  private final InstantSource clock;
  private final AtomicReference<Instant> restsUntil = new AtomicReference<>(Instant.MIN);

  SlidingWindow(RedisAPI redis, InstantSource clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param left how many more may happen now
   * @param next until one more may than now
   */
  public record Taken(boolean granted, int left, Duration next) {}

  /**
   * Lets something happen, if it has not happened too often. Empty if that cannot be told.
   *
   * @param window what is counted, and whose
   * @param name what is to happen; again under the same name it is not counted again
   * @param most how often it may happen within the length, from 1
   */
  public Uni<Optional<Taken>> take(String window, String name, int most, Duration length) {
    if (clock.instant().isBefore(restsUntil.get())) {
      return Uni.createFrom().item(Optional.empty());
    }
    List<String> command =
        List.of(TAKE, "1", window, Integer.toString(most), Long.toString(length.toMillis()), name);
    return EventLoop.here(
        redis
            .eval(command)
            .map(SlidingWindow::taken)
            .map(Optional::of)
            .ifNoItem()
            .after(PATIENCE)
            .fail()
            .onFailure()
            .invoke(this::rest)
            .onFailure()
            .recoverWithItem(Optional.empty()));
  }

  private static Taken taken(Response response) {
    return new Taken(
        response.get(0).toInteger() == 1,
        response.get(1).toInteger(),
        Duration.ofMillis(response.get(2).toLong()));
  }

  private void rest(Throwable failure) {
    restsUntil.set(clock.instant().plus(REST));
    LOG.warn("limits not checked", "cause", failure.getClass().getSimpleName());
  }
}
