package dev.reelport.platform;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The connections to PostgreSQL: verified as its address says, and none waits for ever, neither
 * here nor at the server.
 */
@Singleton
class DatabasePool implements PgPoolCreator {

  private final DatabaseConfig config;
  private final List<String> urls;

  DatabasePool(
      DatabaseConfig config,
      @ConfigProperty(name = "quarkus.datasource.reactive.url") List<String> urls) {
    this.config = config;
    this.urls = urls;
  }

  @Override
  public Pool create(Input input) {
    List<PgConnectOptions> servers = input.pgConnectOptionsList();
    for (int i = 0; i < servers.size(); i++) {
      DatabaseTrust.apply(urls.get(i), servers.get(i));
      limit(servers.get(i));
    }
    return PgBuilder.pool()
        .with(
            input
                .poolOptions()
                .setConnectionTimeout(millis(config.connectionWait()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                // Silence is counted from the last answer: who rested longer might be cut off
                // with a new statement under way.
                .setIdleTimeout(millis(config.silence()) / 2)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
        .connectingTo(List.<SqlConnectOptions>copyOf(servers))
        .using(input.vertx())
        .withConnectHandler(this::watch)
        .build();
  }

  private void limit(PgConnectOptions options) {
    String silence = String.valueOf(config.silence().toMillis());
    options.setConnectTimeout(millis(config.connectionWait()));
    options.addProperty("statement_timeout", silence);
    options.addProperty("idle_in_transaction_session_timeout", silence);
  }

  private void watch(SqlConnection connection) {
    Silence.watch(connection, config.silence());
    // Gives it to the pool.
    connection.close();
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
