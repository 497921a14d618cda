package dev.reelport.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the event topic tells of imports. */
final class Told {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, List<JsonNode>> events;

  Told(Reelport reelport) {
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      events =
          kafka.read(KafkaDoor.EVENTS).stream()
              .map(record -> json(KafkaDoor.text(record)))
              .filter(event -> type(event).startsWith("dev.reelport.import."))
              .collect(Collectors.groupingBy(event -> event.get("subject").asText()));
    }
  }

  /**
   * Each import's acceptance and, once it has ended, its end are told at least once, under one id
   * each; and whoever leaves repeated ids out reads the versions in order.
   */
  void everyOutcomeOnceAndInOrder(Collection<JsonNode> imports, Requests requests) {
    for (JsonNode i : imports) {
      List<JsonNode> told = events.getOrDefault(i.get("id").asText(), List.of());
      Map<String, Integer> firsts = new LinkedHashMap<>();
      told.forEach(e -> firsts.putIfAbsent(e.get("id").asText(), e.at("/data/version").asInt()));
      assertThat(List.copyOf(firsts.values()))
          .as("versions in the order they were told, %s", i)
          .isSorted();
      assertThat(ids(told, "accepted")).as("acceptances of %s", i).hasSize(1);
      int ends = requests.retriesOf(i.get("id").asText()) + (i.hasNonNull("finishedAt") ? 1 : 0);
      assertThat(ids(told, "finished")).as("ends of %s", i).hasSize(ends);
    }
  }

  private static List<String> ids(List<JsonNode> told, String name) {
    return told.stream()
        .filter(event -> type(event).equals("dev.reelport.import." + name + ".v1"))
        .map(event -> event.get("id").asText())
        .distinct()
        .toList();
  }

  private static String type(JsonNode event) {
    return event.get("type").asText();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
