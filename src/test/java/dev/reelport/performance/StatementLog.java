package dev.reelport.performance;

import dev.reelport.testing.stack.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The statements a role really ran, from PostgreSQL's log. Not from {@code pg_stat_statements}:
 * that replaces constants, and partial indexes hang on them.
 */
final class StatementLog {

  private static final Set<String> VERBS = Set.of("select", "insert", "update", "delete", "with");

  private final PostgresServer postgres;
  private final Pattern record;

  private StatementLog(PostgresServer postgres, String role) {
    this.postgres = postgres;
    record =
        Pattern.compile(
            "^#" + role + "# LOG:  (?:execute [^:]*|statement): (.*?)(?=^#|\\z)",
            Pattern.DOTALL | Pattern.MULTILINE);
  }

  /** Logs every statement from now on. */
  static StatementLog start(PostgresServer postgres, String role) throws SQLException {
    try (Connection connection = postgres.connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute("alter system set log_line_prefix = '#%u# '");
      statement.execute("alter system set log_statement = 'all'");
      statement.execute("select pg_reload_conf()");
    }
    return new StatementLog(postgres, role);
  }

  /** Logs no more, so that what a test does itself is quick. */
  void stop() throws SQLException {
    try (Connection connection = postgres.connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute("alter system reset log_statement");
      statement.execute("select pg_reload_conf()");
    }
  }

  /** Each text once, in one line, without what reads and writes no row, such as BEGIN. */
  Set<String> statements() throws IOException {
    Matcher records = record.matcher(Files.readString(postgres.log(), StandardCharsets.UTF_8));
    return records
        .results()
        .map(found -> found.group(1).replaceAll("\\s+", " ").strip())
        .filter(text -> VERBS.contains(text.split(" ", 2)[0].toLowerCase(Locale.ROOT)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
