package dev.reelport.projects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProjectPatchTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void allFieldsOfTheBodyAreRead() throws JsonProcessingException {
    // When
    ProjectPatch patch =
        JSON.readValue(
            """
            {"title": "T", "description": "", "private": false, "showcase": true,
             "tools": ["a"], "categories": [], "topics": ["b", "c"]}
            """,
            ProjectPatch.class);

    // Then
    assertThat(patch)
        .isEqualTo(
            new ProjectPatch("T", "", false, true, List.of("a"), List.of(), List.of("b", "c")));
    assertThat(patch.problem()).isEmpty();
  }

  @Test
  void anEmptyPatchChangesNothingAndIsNoProblem() throws JsonProcessingException {
    assertThat(JSON.readValue("{}", ProjectPatch.class).problem()).isEmpty();
  }

  @Test
  void whatItSetsIsTheUsersFromThenOn() {
    assertThat(new ProjectPatch("T", null, true, true, null, List.of(), List.of("b")).edited())
        .containsExactly("title", "private", "showcase", "categories", "topics");
    assertThat(new ProjectPatch(null, null, null, null, null, null, null).edited()).isEmpty();
  }

  @Test
  void lengthsAreCountedInCodePoints() {
    assertThat(titled("🎬".repeat(255)).problem()).isEmpty();
    assertThat(described("🎬".repeat(500)).problem()).isEmpty();
    assertThat(tools(List.of("🎬".repeat(100))).problem()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("problems")
  void whatIsWrongIsSaid(ProjectPatch patch, String problem) {
    assertThat(patch.problem()).hasValue(problem);
  }

  static Stream<Arguments> problems() {
    List<String> many = IntStream.range(0, 51).mapToObj(n -> "tool" + n).toList();
    String title = "title must have 1 to 255 characters and not be blank.";
    String entry = "Each entry of tools must have 1 to 100 characters and not be blank.";
    return Stream.of(
        Arguments.of(titled(""), title),
        Arguments.of(titled("  "), title),
        Arguments.of(titled("a".repeat(256)), title),
        Arguments.of(titled("a\0"), "title must not contain U+0000 or half a surrogate pair."),
        Arguments.of(described("a".repeat(501)), "description must have at most 500 characters."),
        Arguments.of(
            described("\ud83d"), "description must not contain U+0000 or half a surrogate pair."),
        Arguments.of(tools(many), "tools must have at most 50 entries."),
        Arguments.of(tools(List.of("")), entry),
        Arguments.of(tools(List.of("a".repeat(101))), entry),
        Arguments.of(tools(List.of("a", "b", "a")), "tools must not name anything twice."),
        Arguments.of(tools(Stream.of("a", null).toList()), "tools must not contain null."));
  }

  private static ProjectPatch titled(String title) {
    return new ProjectPatch(title, null, null, null, null, null, null);
  }

  private static ProjectPatch described(String description) {
    return new ProjectPatch(null, description, null, null, null, null, null);
  }

  private static ProjectPatch tools(List<String> tools) {
    return new ProjectPatch(null, null, null, null, tools, null, null);
  }
}
