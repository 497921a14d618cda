package dev.reelport.testing.demo;

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

  static StackView of(String app, Map<String, String> environment) {
    return new StackView(
        app,
        environment.get("KAFKA_BOOTSTRAP_SERVERS"),
        environment.get("DATABASE_URL"),
        environment.getOrDefault("DATABASE_USER", ""),
        environment.getOrDefault("DATABASE_PASSWORD", ""),
        environment.get("REDIS_URL"),
        environment.get("YOUTUBE_API_URL"));
  }
}
