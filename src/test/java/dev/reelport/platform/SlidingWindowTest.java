package dev.reelport.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.platform.SlidingWindow.Taken;
import dev.reelport.testing.stack.DevStack;
import dev.reelport.testing.stack.TcpProxy;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a window says depends on Redis, and on how long that takes to answer. */
class SlidingWindowTest {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private static Vertx vertx;
  private static DevStack stack;
  private static TcpProxy network;
  private static Redis redis;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource clock = now::get;
  private final String name = UUID.randomUUID().toString();
  private SlidingWindow windows;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    stack = DevStack.builder().redisOnly().start();
    network = TcpProxy.to(stack.redis());
    redis = Redis.createClient(vertx, network.url(stack.redis().url()));
  }

  @AfterAll
  static void stop() {
    redis.close();
    vertx.closeAndAwait();
    network.close();
    stack.close();
  }

  @BeforeEach
  void open() {
    windows = new SlidingWindow(RedisAPI.api(redis), clock);
    assertThat(take(Duration.ofSeconds(10))).map(Taken::left).contains(1);
  }

  @AfterEach
  void pass() {
    network.pass();
  }

  @Test
  void aSlowRedisCounts() {
    // Given an answer that takes 0.8 s
    network.delay(Duration.ofMillis(400));

    // Then
    assertThat(take(Duration.ofSeconds(10))).map(Taken::granted).contains(true);
    assertThat(take(Duration.ofSeconds(10))).map(Taken::granted).contains(false);
  }

  @Test
  void aSilentRedisIsNotWaitedForByEverybodyAndTriedAgainLater() {
    // Given one who waited in vain
    network.stall();
    assertThat(take(Duration.ofSeconds(10))).isEmpty();

    // Then the next does not wait
    assertThat(take(AT_ONCE)).isEmpty();

    // And after a while it counts again
    network.pass();
    now.set(Instant.EPOCH.plusSeconds(10));
    assertThat(take(Duration.ofSeconds(10))).isPresent();
  }

  private Optional<Taken> take(Duration patience) {
    return windows
        .take(name, UUID.randomUUID().toString(), 2, Duration.ofHours(1))
        .await()
        .atMost(patience);
  }
}
