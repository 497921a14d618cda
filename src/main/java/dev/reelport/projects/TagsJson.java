package dev.reelport.projects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;

/** Lists as JSON, because {@code unnest} makes one list of an array of arrays. */
final class TagsJson {

  private static final JsonMapper MAPPER = new JsonMapper();

  private TagsJson() {}

  static String write(List<String> entries) {
    try {
      return MAPPER.writeValueAsString(entries);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
