package dev.reelport.projects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A project as its user and the event {@code project.created} see it.
 *
 * @param source the source that keeps it in sync; null without one
 * @param analysis where tools, categories and topics come from, but for those its user has set
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ProjectView(
    UUID id,
    String type,
    String title,
    String description,
    String slug,
    String externalUrl,
    String featuredImageUrl,
    boolean showcase,
    @JsonProperty("private") boolean isPrivate,
    UUID source,
    List<String> tools,
    List<String> categories,
    List<String> topics,
    Analysis analysis,
    Content content,
    Instant createdAt,
    Instant updatedAt) {

  public ProjectView {
    tools = List.copyOf(tools);
    categories = List.copyOf(categories);
    topics = List.copyOf(topics);
  }
}
