package dev.reelport.analysis;

import dev.reelport.projects.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the catalogue has of the words of a batch.
 *
 * @param toolsByName names of active tools, by their name in lower case
 * @param toolsBySlug names of active tools, by their slug
 * @param categories names of active categories, by their name in lower case and by their aliases
 */
record Matches(
    Map<String, String> toolsByName,
    Map<String, String> toolsBySlug,
    Map<String, String> categories) {

  /** As many as a model may name: more than a video is about, fewer than a list of everything. */
  private static final int MOST_TOOLS = 10;

  private static final int MOST_CATEGORIES = 3;

  /** How a word was found. */
  enum By {
    TOOL_NAME,
    TOOL_SLUG,
    CATEGORY,
    ALIAS
  }

  /** A word, and the name it stands for. */
  record Row(By by, String key, String name) {}

  Matches {
    toolsByName = Map.copyOf(toolsByName);
    toolsBySlug = Map.copyOf(toolsBySlug);
    categories = Map.copyOf(categories);
  }

  /** Sorts what was found; a category's own name comes before another's alias. */
  static Matches of(List<Row> rows) {
    Map<String, String> categories = names(rows, By.ALIAS);
    categories.putAll(names(rows, By.CATEGORY));
    return new Matches(names(rows, By.TOOL_NAME), names(rows, By.TOOL_SLUG), categories);
  }

  private static Map<String, String> names(List<Row> rows, By by) {
    Map<String, String> names = new HashMap<>();
    rows.stream().filter(row -> row.by() == by).forEach(row -> names.put(row.key(), row.name()));
    return names;
  }

  /** What of a proposal holds: what the catalogue knows, and topics that are words. */
  Tags tags(Proposal proposal) {
    return new Tags(
        found(proposal.tools(), this::tool, MOST_TOOLS),
        found(proposal.categories(), key -> categories.get(key.name()), MOST_CATEGORIES),
        Topics.of(proposal.topics()));
  }

  private String tool(CatalogueKey key) {
    String byName = toolsByName.get(key.name());
    return byName == null ? toolsBySlug.get(key.slug()) : byName;
  }

  private static List<String> found(
      List<String> words, Function<CatalogueKey, String> name, int most) {
    return words.stream()
        .map(CatalogueKey::of)
        .flatMap(Optional::stream)
        .map(name)
        .filter(Objects::nonNull)
        .distinct()
        .limit(most)
        .toList();
  }
}
