package dev.reelport.projects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProjectViewTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  @Test
  void itIsShownWithTheDocumentedNamesOnly() {
    // Given
    NewProject project = NewProject.of(SourceVideos.bare("dQw4w9WgXcQ"), true, false);
    Instant now = Instant.parse("2026-07-01T19:00:00Z");

    // When
    ProjectView view = ProjectBatch.of(List.of(project), Set.of()).rows().get(0).view(now);
    JsonNode json = JSON.valueToTree(view);

    // Then
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "type",
            "title",
            "description",
            "slug",
            "externalUrl",
            "featuredImageUrl",
            "showcase",
            "private",
            "source",
            "tools",
            "categories",
            "topics",
            "analysis",
            "content",
            "createdAt",
            "updatedAt");
    assertThat(json.get("private").booleanValue()).isTrue();
    assertThat(json.get("source").isNull()).isTrue();
    assertThat(json.at("/analysis/mode").textValue()).isEqualTo("skipped");
    assertThat(json.get("content").get("video").get("platform").textValue()).isEqualTo("youtube");
  }
}
