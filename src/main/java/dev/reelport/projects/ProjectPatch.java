package dev.reelport.projects;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a user changes of a project, as the body of the request; what is null stays as it is. The
 * slug never changes.
 */
@RegisterForReflection
public record ProjectPatch(
    String title,
    String description,
    @JsonProperty("private") Boolean isPrivate,
    Boolean showcase,
    List<String> tools,
    List<String> categories,
    List<String> topics) {

  private static final int ENTRIES = 50;
  private static final int ENTRY_LENGTH = 100;

  /** What is wrong with it, in a sentence for its sender; empty if nothing is. */
  public Optional<String> problem() {
    return Stream.of(
            titleProblem(),
            descriptionProblem(),
            listProblem("tools", tools),
            listProblem("categories", categories),
            listProblem("topics", topics))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The fields it sets: from then on they are the user's alone. */
  List<String> edited() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("title", title);
    fields.put("description", description);
    fields.put("private", isPrivate);
    fields.put("showcase", showcase);
    fields.put("tools", tools);
    fields.put("categories", categories);
    fields.put("topics", topics);
    fields.values().removeIf(Objects::isNull);
    return List.copyOf(fields.keySet());
  }

  private Optional<String> titleProblem() {
    if (title == null) {
      return Optional.empty();
    }
    if (title.isBlank() || Text.length(title) > NewProject.TITLE_LENGTH) {
      return Optional.of("title must have 1 to 255 characters and not be blank.");
    }
    return textProblem("title", title);
  }

  private Optional<String> descriptionProblem() {
    if (description == null) {
      return Optional.empty();
    }
    if (Text.length(description) > NewProject.DESCRIPTION_LENGTH) {
      return Optional.of("description must have at most 500 characters.");
    }
    return textProblem("description", description);
  }

  private static Optional<String> listProblem(String field, List<String> entries) {
    if (entries == null) {
      return Optional.empty();
    }
    if (entries.size() > ENTRIES) {
      return Optional.of(field + " must have at most 50 entries.");
    }
    if (entries.stream().anyMatch(Objects::isNull)) {
      return Optional.of(field + " must not contain null.");
    }
    if (entries.stream().anyMatch(e -> e.isBlank() || Text.length(e) > ENTRY_LENGTH)) {
      return Optional.of(
          "Each entry of " + field + " must have 1 to 100 characters and not be blank.");
    }
    if (new HashSet<>(entries).size() < entries.size()) {
      return Optional.of(field + " must not name anything twice.");
    }
    return entries.stream().flatMap(e -> textProblem(field, e).stream()).findFirst();
  }

  private static Optional<String> textProblem(String field, String text) {
    return Text.clean(text).equals(text)
        ? Optional.empty()
        : Optional.of(field + " must not contain U+0000 or half a surrogate pair.");
  }
}
