package dev.reelport.projects;

import dev.reelport.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The rows of one insert, each video once and each slug its own. They are in the order of their
 * address, so that two transactions that write the same videos wait for each other in one order and
 * never in a circle.
 */
record ProjectBatch(List<Row> rows) {

  /** A project with the id and the slug its row is to have. */
  record Row(UUID id, Slug slug, NewProject project) {

    ProjectView view(Instant now) {
      return new ProjectView(
          id,
          "video",
          project.title(),
          project.description(),
          slug.value(),
          project.externalUrl(),
          project.featuredImageUrl().orElse(null),
          project.showcase(),
          project.isPrivate(),
          null,
          project.tags().tools(),
          project.tags().categories(),
          project.tags().topics(),
          new Analysis(project.analysis(), now),
          project.content(),
          now,
          now);
    }
  }

  /**
   * Gives ids and slugs.
   *
   * @param taken the user's slugs that begin like one of these
   */
  static ProjectBatch of(List<NewProject> projects, Set<String> taken) {
    Map<String, NewProject> distinct = new LinkedHashMap<>();
    projects.forEach(project -> distinct.putIfAbsent(project.videoId(), project));
    Set<String> used = new HashSet<>(taken);
    List<Row> rows = new ArrayList<>();
    for (NewProject project : distinct.values()) {
      Slug slug = project.slug().besides(used);
      used.add(slug.value());
      rows.add(new Row(Ids.next(), slug, project));
    }
    rows.sort(Comparator.comparing(row -> row.project().externalUrl()));
    return new ProjectBatch(List.copyOf(rows));
  }

  /** One column of all rows, as PostgreSQL's {@code unnest} takes it. */
  String[] texts(Function<Row, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  /** One column of all rows. */
  Boolean[] flags(Function<Row, Boolean> column) {
    return rows.stream().map(column).toArray(Boolean[]::new);
  }

  /** One column of all rows. */
  UUID[] ids() {
    return rows.stream().map(Row::id).toArray(UUID[]::new);
  }
}
