package dev.reelport.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelport.platform.StrictJson;
import java.io.IOException;
import java.util.Optional;

/**
 * What a record carries, with or without a CloudEvent around it (CloudEvents 1.0, Kafka protocol
 * binding). Attributes other than id, version and content type are tolerated and ignored.
 *
 * @param id of the event; empty for a plain record
 */
record Envelope(Optional<String> id, ObjectNode data) {

  private static final String VERSION = "1.0";
  private static final String STRUCTURED = "application/cloudevents";
  private static final String STRUCTURED_JSON = "application/cloudevents+json";

  /** Takes a record apart. */
  static Envelope open(RawRecord record) {
    Optional<String> version = record.header("ce_specversion");
    Optional<String> type = record.mediaType();
    if (type.filter(t -> t.startsWith(STRUCTURED)).isPresent()) {
      if (!type.get().equals(STRUCTURED_JSON)) {
        throw new PoisonException(
            DeadLetterReason.UNSUPPORTED_CONTENT_TYPE,
            "Only single structured events in JSON are read.");
      }
      return structured(object(json(record.value()), "The event"));
    }
    if (version.isPresent()) {
      requireVersion(version.get());
      requireJson(type);
      return new Envelope(
          record.header("ce_id"), object(json(record.value()), "The data of the event"));
    }
    ObjectNode value = object(json(record.value()), "The record");
    // No request has such a field, so this is an event whose header got lost on the way.
    return value.has("specversion") ? structured(value) : new Envelope(Optional.empty(), value);
  }

  private static Envelope structured(ObjectNode event) {
    requireVersion(text(event, "specversion").orElse(""));
    requireJson(text(event, "datacontenttype"));
    Optional<String> id = text(event, "id");
    if (event.hasNonNull("data") && event.hasNonNull("data_base64")) {
      throw invalid("The event has both data and data_base64; send one of them.");
    }
    JsonNode data = event.hasNonNull("data_base64") ? decoded(event) : event.path("data");
    return new Envelope(id, object(data, "The data of the event"));
  }

  private static JsonNode decoded(ObjectNode event) {
    try {
      JsonNode encoded = event.get("data_base64");
      if (!encoded.isTextual()) {
        throw invalid("data_base64 has the wrong type.");
      }
      return json(encoded.binaryValue());
    } catch (IOException e) {
      throw invalid("data_base64 is not Base64.");
    }
  }

  private static void requireVersion(String version) {
    if (!version.equals(VERSION)) {
      throw new PoisonException(
          DeadLetterReason.UNSUPPORTED_VERSION, "Only CloudEvents of specversion 1.0 are read.");
    }
  }

  private static void requireJson(Optional<String> contentType) {
    String type = contentType.map(t -> t.split(";", 2)[0].strip()).orElse("application/json");
    if (!type.equalsIgnoreCase("application/json") && !type.endsWith("+json")) {
      throw new PoisonException(
          DeadLetterReason.UNSUPPORTED_CONTENT_TYPE,
          "The data of the event must be JSON, with content type application/json.");
    }
  }

  private static Optional<String> text(ObjectNode event, String attribute) {
    JsonNode value = event.get(attribute);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw invalid("The event's " + attribute + " has the wrong type.");
    }
    return Optional.of(value.textValue());
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return StrictJson.read(bytes, JsonNode.class);
    } catch (StrictJson.InvalidJsonException e) {
      throw new PoisonException(DeadLetterReason.INVALID_JSON, e.getMessage());
    }
  }

  private static ObjectNode object(JsonNode node, String what) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw invalid(what + " must be a JSON object.");
  }

  static PoisonException invalid(String detail) {
    return new PoisonException(DeadLetterReason.INVALID_REQUEST, detail);
  }
}
