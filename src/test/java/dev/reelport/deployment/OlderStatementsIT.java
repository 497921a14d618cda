package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelport.testing.stack.DevStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/**
 * Old instances go on working while the schema is newer than they are. {@code statements-V13.txt}
 * holds what the build of schema version 13 says to PostgreSQL, one statement a line, as
 * QueryPlansIT finds it out ({@code target/query-plans.txt}, without the plans). A release adds its
 * own file, and takes away those that no supported upgrade starts from.
 */
class OlderStatementsIT {

  private static final String FOLDER = "src/test/resources/dev/reelport/deployment";

  @Test
  void everyStatementOfAnOlderBuildWorksOnTheNewestSchema() throws IOException, SQLException {
    // Given the newest schema
    try (DevStack stack = DevStack.start()) {
      migrate(stack);
      try (Connection old = stack.postgres().connectAsApp()) {
        makePlanner(old);
        for (Path file : statements()) {
          List<String> lines = Files.readAllLines(file);
          assertThat(lines).hasSizeGreaterThan(20);
          // When an older build's statements are prepared with the service's rights
          // Then PostgreSQL knows every table, column and constraint they name
          for (String statement : lines) {
            assertThatCode(() -> plan(old, statement))
                .as("%s of %s", statement, file.getFileName())
                .doesNotThrowAnyException();
          }
        }
        assertThatThrownBy(() -> plan(old, "select gone from import"))
            .isInstanceOf(SQLException.class);
      }
    }
  }

  private static void migrate(DevStack stack) {
    Flyway.configure()
        .dataSource(
            "jdbc:" + stack.postgres().url(),
            stack.environment().get("DATABASE_MIGRATION_USER"),
            stack.environment().get("DATABASE_MIGRATION_PASSWORD"))
        .locations("filesystem:src/main/resources/db/migration")
        .load()
        .migrate();
  }

  private static List<Path> statements() throws IOException {
    try (Stream<Path> files = Files.list(Project.file(FOLDER))) {
      List<Path> found =
          files.filter(f -> f.getFileName().toString().matches("statements-V\\d+\\.txt")).toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }

  private static void makePlanner(Connection connection) throws SQLException {
    try (Statement create = connection.createStatement()) {
      create.execute("set role reelport_worker");
      // Through a function, because a driver takes $1 for a parameter of EXPLAIN itself.
      create.execute(
          """
          create function pg_temp.plan(query text) returns setof text language plpgsql
          as $$ begin return query execute 'explain (generic_plan) ' || query; end $$
          """);
    }
  }

  private static void plan(Connection connection, String statement) throws SQLException {
    try (PreparedStatement explain = connection.prepareStatement("select pg_temp.plan(?)")) {
      explain.setString(1, statement);
      explain.executeQuery().close();
    }
  }
}
