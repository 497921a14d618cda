package dev.reelport.testing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** An import as the service shows it, as far as the demo tells of it. */
record ImportState(
    String id,
    String title,
    String status,
    int discovered,
    int imported,
    int duplicates,
    int filtered,
    int unavailable,
    int failed,
    int unitsSpent,
    String reason) {

  private static final Set<String> FINAL = Set.of("succeeded", "failed", "cancelled");

  static ImportState of(JsonNode json) {
    JsonNode counts = json.path("counts");
    JsonNode error = json.path("error");
    return new ImportState(
        json.path("id").asText(),
        json.path("title").asText(""),
        json.path("status").asText(),
        counts.path("discovered").asInt(),
        counts.path("imported").asInt(),
        counts.path("duplicates").asInt(),
        counts.path("filtered").asInt(),
        counts.path("unavailable").asInt(),
        counts.path("failed").asInt(),
        json.path("units").path("spent").asInt(),
        error.isObject()
            ? error.path("code").asText() + ": " + error.path("detail").asText()
            : json.path("waiting").path("reason").asText(""));
  }

  boolean isFinal() {
    return FINAL.contains(status);
  }

  boolean hasSucceeded() {
    return status.equals("succeeded");
  }

  /** Videos that are done with, whatever came of them. */
  int done() {
    return imported + duplicates + filtered + unavailable + failed;
  }
}
