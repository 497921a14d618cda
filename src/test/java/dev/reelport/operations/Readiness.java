package dev.reelport.operations;

import dev.reelport.testing.e2e.ApiClient.Answer;
import java.util.List;

/** What {@code /q/health/ready} says. */
final class Readiness {

  private Readiness() {}

  /** The stores whose checks are down, each once; Kafka's are the messaging library's. */
  static List<String> down(Answer answer) {
    return answer
        .json()
        .get("checks")
        .valueStream()
        .filter(check -> check.get("status").asText().equals("DOWN"))
        .map(check -> check.get("name").asText())
        .map(name -> name.startsWith("SmallRye Reactive Messaging") ? "Kafka" : name)
        .distinct()
        .toList();
  }
}
