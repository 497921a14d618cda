package dev.reelport.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.analysis.Matches.By;
import dev.reelport.analysis.Matches.Row;
import dev.reelport.projects.Tags;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a proposal comes to, given what the database found of its words. */
class MatchesTest {

  private static final Matches CATALOGUE =
      Matches.of(
          Stream.of(
                  tool("node.js", "node-js", "Node.js"),
                  tool("after effects", "after-effects", "After Effects"),
                  tool("go", "go", "Go"),
                  Stream.of(
                      new Row(By.CATEGORY, "cloud", "Cloud"),
                      new Row(By.ALIAS, "cloud computing", "Cloud"),
                      new Row(By.CATEGORY, "ai & machine learning", "AI & Machine Learning"),
                      new Row(By.ALIAS, "ai/ml", "AI & Machine Learning"),
                      new Row(By.ALIAS, "machine learning", "AI & Machine Learning"),
                      new Row(By.ALIAS, "artificial intelligence", "AI & Machine Learning"),
                      new Row(By.ALIAS, "web dev", "Web Development"),
                      new Row(By.ALIAS, "gamedev", "Game Development"),
                      // Another's alias, and the name of its own.
                      new Row(By.ALIAS, "design", "UI/UX Design"),
                      new Row(By.CATEGORY, "design", "Design")))
              .flatMap(rows -> rows)
              .toList());

  @Test
  void aToolIsFoundByItsNameWhateverItsCase() {
    assertThat(tools("NODE.JS", " go ")).containsExactly("Node.js", "Go");
  }

  @Test
  void aToolIsFoundByItsSlugWhenNotByItsName() {
    assertThat(tools("node js", "Node-JS", "after.effects"))
        .containsExactly("Node.js", "After Effects");
  }

  @Test
  void whatTheCatalogueDoesNotHaveIsLeftOut() {
    assertThat(tools("Hacked", "", "node", "go\0", "x".repeat(500))).isEmpty();
  }

  @Test
  void aToolIsThereOnceHoweverItIsCalled() {
    assertThat(tools("node.js", "Node.js", "node js", "node-js")).containsExactly("Node.js");
  }

  @Test
  void thereAreAtMostTenTools() {
    // Given
    List<String> names = IntStream.range(0, 40).mapToObj(n -> "tool" + n).toList();
    Matches many = Matches.of(names.stream().flatMap(n -> tool(n, n, n)).toList());

    // Then
    assertThat(many.tags(new Proposal(names, List.of(), List.of())).tools())
        .isEqualTo(names.subList(0, 10));
  }

  @Test
  void categoriesAreFoundByNameAndAlias() {
    assertThat(categories("AI/ML")).containsExactly("AI & Machine Learning");
    assertThat(categories("artificial intelligence", "Machine Learning"))
        .containsExactly("AI & Machine Learning");
    assertThat(categories("Cloud Computing")).containsExactly("Cloud");
    assertThat(categories("Web Dev", "gamedev"))
        .containsExactly("Web Development", "Game Development");
    assertThat(categories("nonsense")).isEmpty();
  }

  @Test
  void aCategorysOwnNameComesBeforeAnothersAlias() {
    assertThat(categories("Design")).containsExactly("Design");
  }

  @Test
  void thereAreAtMostThreeCategories() {
    assertThat(categories("cloud", "cloud computing", "ai/ml", "web dev", "gamedev"))
        .containsExactly("Cloud", "AI & Machine Learning", "Web Development");
  }

  @Test
  void ofTagsTheFirstTenNameToolsAndTheFirstEightTopicsAndNoneCategories() {
    // Given
    List<String> tags =
        Stream.concat(
                IntStream.range(0, 9).mapToObj(n -> "word " + n),
                Stream.of("node js", "after effects", "cloud"))
            .toList();

    // When
    Tags found = CATALOGUE.tags(Proposal.ofTags(tags));

    // Then
    assertThat(found.tools()).containsExactly("Node.js");
    assertThat(found.topics()).isEqualTo(tags.subList(0, 8));
    assertThat(found.categories()).isEmpty();
  }

  private static List<String> tools(String... words) {
    return CATALOGUE.tags(new Proposal(List.of(words), List.of(), List.of())).tools();
  }

  private static List<String> categories(String... words) {
    return CATALOGUE.tags(new Proposal(List.of(), List.of(words), List.of())).categories();
  }

  private static Stream<Row> tool(String key, String slug, String name) {
    return Stream.of(new Row(By.TOOL_NAME, key, name), new Row(By.TOOL_SLUG, slug, name));
  }
}
