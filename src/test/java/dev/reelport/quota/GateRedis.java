package dev.reelport.quota;

import dev.reelport.platform.UserId;
import dev.reelport.testing.stack.DevStack;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Redis of its own, and gates on it as several instances would have them. */
final class GateRedis implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final DevStack stack = DevStack.builder().redisOnly().start();
  private final List<RedisAPI> connections = new ArrayList<>();
  private final RedisAPI api;

  GateRedis() {
    api = connect(stack.redis().port());
  }

  /** The gate of another instance, with connections of its own. */
  RedisGate instance(QuotaConfig config) {
    return new RedisGate(connect(stack.redis().port()), InstantSource.system(), config);
  }

  /** A gate on the shared connections. */
  RedisGate gate(QuotaConfig config) {
    return gate(config, InstantSource.system());
  }

  RedisGate gate(QuotaConfig config, InstantSource clock) {
    return new RedisGate(api, clock, config);
  }

  /** A gate whose Redis is at another port. */
  RedisGate gateAt(int otherPort, QuotaConfig config) {
    return new RedisGate(connect(otherPort), InstantSource.system(), config);
  }

  /** Sets the shares anew, as every instance does. */
  FairShares.Standing shares(QuotaConfig config, Map<UserId, Long> wants) {
    return new FairShares(api, InstantSource.system(), config)
        .update(wants)
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  /** The counter as {@code GET} shows it, or null. */
  String get(String key) {
    var response = api.getAndAwait(key);
    return response == null ? null : response.toString();
  }

  long secondsToLive(String key) {
    return api.ttlAndAwait(key).toLong();
  }

  void empty() {
    api.flushallAndAwait(List.of());
  }

  void forgetScripts() {
    api.scriptAndAwait(List.of("FLUSH"));
  }

  @Override
  public void close() {
    connections.forEach(RedisAPI::close);
    vertx.closeAndAwait();
    stack.close();
  }

  private RedisAPI connect(int toPort) {
    RedisOptions options =
        new RedisOptions()
            .setConnectionString("redis://127.0.0.1:" + toPort)
            .setMaxPoolSize(16)
            .setMaxPoolWaiting(1_000);
    RedisAPI connection = RedisAPI.api(Redis.createClient(vertx, options));
    connections.add(connection);
    return connection;
  }
}
