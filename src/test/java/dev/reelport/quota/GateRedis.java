package dev.reelport.quota;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.RedisServer;

/** A real Redis of its own, and gates on it as several instances would have them. */
final class GateRedis implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final RedisServer server;
  private final int port;
  private final List<RedisAPI> connections = new ArrayList<>();
  private final RedisAPI api;

  GateRedis() throws IOException {
    port = freePort();
    server = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    server.start();
    api = connect(port);
  }

  /** The gate of another instance, with connections of its own. */
  RedisGate instance(QuotaConfig config) {
    return new RedisGate(connect(port), InstantSource.system(), config);
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
  public void close() throws IOException {
    connections.forEach(RedisAPI::close);
    vertx.closeAndAwait();
    server.stop();
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

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
