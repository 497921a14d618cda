package dev.reelport.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;

/** What we write as JSON ourselves: into rows, steps and events. */
@ApplicationScoped
public class RowJson {

  private final ObjectMapper mapper;

  RowJson(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Reads what {@link #write} wrote. */
  public <T> T read(String json, Class<T> type) {
    try {
      return mapper.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored " + type.getSimpleName() + " is unreadable", e);
    }
  }

  /** The value as JSON. */
  public String write(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass().getSimpleName() + " is unwritable", e);
    }
  }
}
