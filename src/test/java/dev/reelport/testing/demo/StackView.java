package dev.reelport.testing.demo;

import dev.reelport.testing.stack.Role;
import java.util.Map;

/** What {@code GET /stack} answers: where everything is. */
record StackView(
    String app,
    String kafka,
    String database,
    String databaseUser,
    String databasePassword,
    String redis,
    String youtube) {

  /**
   * Where everything is.
   *
   * @param inspector who may look into the database
   */
  static StackView of(String app, Map<String, String> environment, Role inspector) {
    return new StackView(
        app,
        environment.get("KAFKA_BOOTSTRAP_SERVERS"),
        environment.get("DATABASE_URL"),
        inspector.user(),
        inspector.password(),
        environment.get("REDIS_URL"),
        environment.get("YOUTUBE_API_URL"));
  }
}
