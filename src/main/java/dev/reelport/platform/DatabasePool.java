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

/** The connections to PostgreSQL, none of which waits for ever: neither here nor at the server. */
@Singleton
class DatabasePool implements PgPoolCreator {

  private final DatabaseConfig config;

  DatabasePool(DatabaseConfig config) {
    this.config = config;
  }

  @Override
  public Pool create(Input input) {
    input.pgConnectOptionsList().forEach(this::limit);
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
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
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
