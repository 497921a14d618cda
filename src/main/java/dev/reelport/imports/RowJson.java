package dev.reelport.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;

/** What we write as JSON ourselves: into rows, steps and events. */
@ApplicationScoped
class RowJson {

  private final ObjectMapper mapper;

  RowJson(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  <T> T read(String json, Class<T> type) {
    try {
      return mapper.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored " + type.getSimpleName() + " is unreadable", e);
    }
  }

  String write(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass().getSimpleName() + " is unwritable", e);
    }
  }
}
