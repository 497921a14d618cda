package dev.reelport.testing.store;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import redis.embedded.RedisServer;

/** A PostgreSQL and a Redis for tests inside the application; the schema is migrated at start. */
public final class StoreServers implements QuarkusTestResourceLifecycleManager {

  private EmbeddedPostgres postgres;
  private RedisServer redis;

  @Override
  public Map<String, String> start() {
    try {
      int redisPort = freePort();
      postgres = EmbeddedPostgres.builder().start();
      redis =
          RedisServer.newRedisServer()
              .port(redisPort)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .build();
      redis.start();
      String database = "postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
      return Map.of(
          "quarkus.datasource.reactive.url",
          database,
          "quarkus.datasource.jdbc.url",
          "jdbc:" + database,
          "quarkus.datasource.username",
          "postgres",
          "quarkus.datasource.password",
          "postgres",
          "quarkus.flyway.migrate-at-start",
          "true",
          "quarkus.redis.hosts",
          "redis://127.0.0.1:" + redisPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    try {
      if (redis != null) {
        redis.stop();
      }
      if (postgres != null) {
        postgres.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
