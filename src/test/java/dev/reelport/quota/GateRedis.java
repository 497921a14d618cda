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
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A real Redis of its own, and gates on it as several instances would have them. */
final class GateRedis implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final DevStack stack = DevStack.builder().redisOnly().start();
  private final List<RedisAPI> connections = new ArrayList<>();
  private final RedisAPI api;
  private final InMemoryTruth truth = new InMemoryTruth();

  GateRedis() {
    api = connect(stack.redis().port());
  }

  /** Another instance, with connections of its own. */
  Cashier instance(QuotaConfig config) {
    return instance(config, InstantSource.system());
  }

  /** Another instance whose clock is this one. */
  Cashier instance(QuotaConfig config, InstantSource clock) {
    return cashier(connect(stack.redis().port()), config, clock);
  }

  /** Another instance on the shared connections, which may be in the way of it. */
  Cashier instance(QuotaConfig config, UnaryOperator<RedisAPI> inTheWay) {
    return cashier(inTheWay.apply(api), config, InstantSource.system());
  }

  private Cashier cashier(RedisAPI redis, QuotaConfig config, InstantSource clock) {
    RedisGate gate = new RedisGate(redis, truth, clock, config);
    return new Cashier(UUID.randomUUID(), gate, truth, config);
  }

  /** The bare scripts. */
  GateScripts scripts(QuotaConfig config) {
    return new GateScripts(api, config);
  }

  /** What is known without Redis. */
  InMemoryTruth truth() {
    return truth;
  }

  /** A gate on the shared connections. */
  RedisGate gate(QuotaConfig config) {
    return gate(config, InstantSource.system());
  }

  RedisGate gate(QuotaConfig config, InstantSource clock) {
    return new RedisGate(api, truth, clock, config);
  }

  /** A gate whose Redis is at another port. */
  RedisGate gateAt(int otherPort, QuotaConfig config) {
    return new RedisGate(connect(otherPort), truth, InstantSource.system(), config);
  }

  /** Sets the shares anew, as every instance does; answers who lets others go first. */
  Set<UserId> shares(QuotaConfig config, Map<UserId, Long> wants) {
    return new FairShares(api, truth, InstantSource.system(), config)
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

  /** Empties Redis alone. */
  void empty() {
    api.flushallAndAwait(List.of());
  }

  /** Empties Redis and everything that is known without it. */
  void startOver() {
    empty();
    truth.forgetAll();
  }

  /** Keeps a copy of all that is there. */
  void snapshot() {
    eval(
        """
        redis.call('DEL', 'backup')
        for _, key in ipairs(redis.call('KEYS', 'youtube_quota:*')) do
          redis.call('HSET', 'backup', key, redis.call('DUMP', key))
        end
        """);
  }

  /** Kills Redis and starts it as it was at the last snapshot: it lost what came after. */
  void restartAsAtTheSnapshot() {
    stack.redis().kill();
    stack.redis().start();
    eval(
        """
        for _, key in ipairs(redis.call('KEYS', 'youtube_quota:*')) do
          redis.call('DEL', key)
        end
        local backup = redis.call('HGETALL', 'backup')
        for i = 1, #backup, 2 do
          redis.call('RESTORE', backup[i], 86400000, backup[i + 1])
        end
        """);
  }

  // The first command after a restart finds the connection closed.
  private void eval(String script) {
    api.eval(List.of(script, "0")).onFailure().retry().atMost(20).await().indefinitely();
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
