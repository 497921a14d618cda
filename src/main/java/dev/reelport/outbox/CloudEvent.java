package dev.reelport.outbox;

import dev.reelport.platform.RowJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event for other services, as CloudEvents 1.0 in structured mode.
 *
 * @param id told again, an event has the same id
 * @param name as in the contract, such as {@code import.finished}
 */
public record CloudEvent(String id, String name, String subject, Instant time) {

  private static final String STRUCTURED = "application/cloudevents+json; charset=utf-8";

  /** The record that tells it. */
  public OutboxRecord record(String key, Object data, RowJson json) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("source", "/reelport");
    event.put("type", "dev.reelport." + name + ".v1");
    event.put("subject", subject);
    event.put("time", time);
    event.put("datacontenttype", "application/json");
    event.put("data", data);
    return new OutboxRecord(Topics.EVENTS, key, STRUCTURED, json.write(event));
  }
}
