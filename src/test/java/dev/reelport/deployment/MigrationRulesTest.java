package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Old and new instances work on one schema during a roll-out. So a migration only adds, and adds
 * nothing that statements which do not know of it would violate.
 */
class MigrationRulesTest {

  /** A constraint or a name that old statements rely on goes, or a new demand on them comes. */
  private static final List<Pattern> FORBIDDEN =
      Stream.of(
              "drop (table|column|view|type|function|constraint|schema|sequence)",
              "alter (table|column|type|view|index|sequence) .*\\brename\\b",
              "alter column \\w+ (set not null|drop default|(set data )?type)",
              "add constraint",
              "add (primary key|unique|check|foreign key)",
              "\\b(truncate|delete from)\\b",
              "create (or replace )?(rule|trigger)")
          .map(Pattern::compile)
          .toList();

  private static final Pattern NEW_COLUMN =
      Pattern.compile("add column (?:if not exists )?(\\w+) ([^,;]*)");
  private static final Pattern UNIQUE_INDEX =
      Pattern.compile("create unique index \\w+ on (\\w+) \\(([^)]*)\\)");

  @Test
  void aMigrationOnlyAdds() throws IOException {
    for (Path file : migrations()) {
      assertThat(problems(sql(Files.readString(file)))).as(file.getFileName().toString()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop table project;",
        "alter table import drop column title;",
        "alter table import rename column title to name;",
        "alter table import alter column title set not null;",
        "alter table import alter column tries type bigint;",
        "alter table import add column a text not null;",
        "alter table import add column a int, add column b int not null;",
        "alter table import add constraint c check (tries < 5);",
        "create unique index i on import (title);",
        "delete from outbox;"
      })
  void whatWouldBreakAnOldInstanceIsFound(String migration) {
    assertThat(problems(sql(migration))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table a (id int primary key, b text not null); create unique index c on a (b);",
        "alter table import add column a text;",
        "alter table import add column a boolean not null default true, add column b int;",
        "create index i on import (title); drop index i;",
        "alter table a add column b uuid not null default gen_random_uuid();"
            + " create unique index c on a (b, d);"
      })
  void whatDoesNotIsAllowed(String migration) {
    assertThat(problems(sql(migration))).isEmpty();
  }

  private static List<String> problems(String sql) {
    Stream<String> forbidden =
        Stream.of(sql.split(";", -1))
            .filter(
                statement -> FORBIDDEN.stream().anyMatch(rule -> rule.matcher(statement).find()));
    // Old statements leave a new column out.
    Stream<String> demanding =
        NEW_COLUMN
            .matcher(sql)
            .results()
            .filter(column -> column.group(2).contains("not null"))
            .filter(column -> !column.group(2).contains("default"))
            .map(column -> column.group(1));
    // Unique is harmless in a new table, or with a new column that has a value of its own.
    Stream<String> unique =
        UNIQUE_INDEX
            .matcher(sql)
            .results()
            .filter(index -> !sql.contains("create table " + index.group(1) + " "))
            .filter(
                index ->
                    Stream.of(index.group(2).split(",", -1))
                        .noneMatch(column -> sql.contains("add column " + column.strip() + " ")))
            .map(index -> index.group());
    return Stream.of(forbidden, demanding, unique).flatMap(found -> found).toList();
  }

  /** Without comments, in lower case, with single spaces. */
  private static String sql(String text) {
    return text.replaceAll("--[^\n]*", " ").toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }

  private static List<Path> migrations() throws IOException {
    try (Stream<Path> files = Files.list(Project.file("src/main/resources/db/migration"))) {
      return files.sorted().toList();
    }
  }
}
