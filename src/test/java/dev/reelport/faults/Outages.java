package dev.reelport.faults;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Short outages of the stores, chosen at random. */
final class Outages {

  private final Stage stage;
  private final Map<String, Integer> counts = new TreeMap<>();

  Outages(Stage stage) {
    this.stage = stage;
  }

  /** One of them, from its begin to its end. */
  void one(Random random) {
    Duration length = Duration.ofMillis(500 + random.nextInt(2_500));
    switch (random.nextInt(6)) {
      case 0 -> last("PostgreSQL silent", stage.postgres::stall, length, stage.postgres::pass);
      case 1 -> last("PostgreSQL's connections reset", stage.postgres::reset, length, () -> {});
      case 2 ->
          last(
              "PostgreSQL crashed",
              stage.stack.postgres()::kill,
              length,
              stage.stack.postgres()::start);
      case 3 -> last("Redis silent", stage.redis::stall, length, stage.redis::pass);
      case 4 -> last("Redis's connections reset", stage.redis::reset, length, () -> {});
      default ->
          last("broker frozen", stage.stack.kafka()::pause, length, stage.stack.kafka()::resume);
    }
  }

  /** How often there was which. */
  Map<String, Integer> counts() {
    return counts;
  }

  private void last(String name, Runnable begin, Duration length, Runnable end) {
    counts.merge(name, 1, Integer::sum);
    begin.run();
    Stage.pass(length);
    end.run();
  }
}
