package dev.reelport.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.stack.DevStack;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries that forget whose rows they want get the user's own, and nobody else's. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class RowLevelSecurityTest {

  /** Each of the tables that have somebody's rows, with a row for a user. */
  private static final List<String> ROWS =
      List.of(
          """
          insert into import (id, user_id, kind, target, canonical_target, options, status, cursor,
                              created_at, progressed_at, updated_at)
          values ('%2$s', '%1$s', 'video', 't', 't', '{}', 'failed', '{}', now(), now(), now())
          """,
          "insert into import_item (import_id, video_id, outcome) values ('%2$s', 'v', 'failed')",
          """
          insert into project (id, user_id, title, description, slug, external_url, showcase,
                               private, content, channel_id, created_at, updated_at)
          values ('%2$s', '%1$s', 't', 'd', 's', 'u', true, true, '{}', 'c', now(), now())
          """,
          "insert into project_tombstone values ('%1$s', 'u', now())",
          """
          insert into quota_ledger (day, bucket, user_id, units, booked_at)
          values (date '2000-01-01', 'general', '%1$s', 1, now())
          """,
          """
          insert into connection (id, user_id, scopes, version, connected_at, withdrawn_at)
          values ('%2$s', '%1$s', 's', 1, now(), now())
          """,
          """
          insert into source (id, user_id, kind, target, written, list_id, every, filters, options,
                              policy, created_at, updated_at)
          values ('%2$s', '%1$s', 'channel', 't', 't', 'l', 'daily', '{}', '{}', 'hide', now(),
                  now())
          """,
          """
          insert into source_item (source_id, user_id, video_id, state, rung, seen_at)
          values ('%2$s', '%1$s', 'v', 'pending', 'feed', now())
          """,
          "insert into consent values ('%2$s', '%1$s', now() + interval '1 hour')",
          // The relay sees nothing that young.
          """
          insert into outbox (topic, key, content_type, value, created_at)
          values ('t', '%1$s', 'c', 'v', now() + interval '1 hour')
          """);

  private static final Pattern TABLE = Pattern.compile("insert into (\\w+)");

  @Inject Sessions sessions;
  @Inject dev.reelport.testing.app.Sessions contexts;
  @Inject Mutiny.SessionFactory factory;

  DevStack stack;

  private final UserId ann = new UserId("ann-" + UUID.randomUUID());
  private final UserId bob = new UserId("bob-" + UUID.randomUUID());

  static List<String> tables() {
    return ROWS.stream()
        .map(row -> TABLE.matcher(row).results().findFirst().orElseThrow().group(1))
        .toList();
  }

  @BeforeEach
  void bothHaveRowsInEveryTable() throws SQLException {
    try (Connection connection = stack.postgres().connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      for (UserId user : List.of(ann, bob)) {
        UUID id = UUID.randomUUID();
        for (String row : ROWS) {
          statement.execute(row.formatted(user, id));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aQueryThatForgetsTheUserFindsTheirRowsAlone(String table) {
    assertThat(ofUser(ann, count(table))).isEqualTo(1);
    assertThat(ofUser(new UserId("nobody"), count(table))).isZero();
    assertThat(contexts.inTransaction(count(table))).isGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aDeletionThatForgetsTheUserDeletesTheirRowsAlone(String table) {
    long before = contexts.inTransaction(count(table));

    ofUser(ann, session -> session.createNativeQuery("delete from " + table).executeUpdate());

    assertThat(ofUser(ann, count(table))).isZero();
    assertThat(ofUser(bob, count(table))).isEqualTo(1);
    assertThat(contexts.inTransaction(count(table))).isEqualTo(before - 1);
  }

  @Test
  void nobodyWritesRowsForAnother() {
    String row = ROWS.get(0).formatted(bob, UUID.randomUUID());
    assertThatThrownBy(() -> ofUser(ann, session -> session.createNativeQuery(row).executeUpdate()))
        .hasStackTraceContaining("row-level security");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void whoeverSaysNothingSeesNothing(String table) throws SQLException {
    assertThat(asApp("select count(*) from " + table)).isEqualTo("0");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theOwnerOfTheTablesIsHeldToItToo(String table) throws SQLException {
    try (Connection owner = stack.postgres().connectAsOwner()) {
      assertThat(first(owner, "select count(*) from " + table)).isEqualTo("0");
    }
  }

  @Test
  void everyTableOfSomebodysRowsIsBehindTheWall() throws SQLException {
    String open =
        "select coalesce(string_agg(distinct c.relname, ', '), '') from pg_class c"
            + " join pg_attribute a on a.attrelid = c.oid"
            + " where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace"
            + " and a.attname in ('user_id', 'import_id', 'key')"
            + " and not (c.relrowsecurity and c.relforcerowsecurity)";
    assertThat(asApp(open)).isEmpty();
  }

  @Test
  void theRoleOfTheServiceHasNoWayAroundIt() throws SQLException {
    assertThat(
            asApp(
                "select rolsuper or rolbypassrls or exists (select from pg_tables"
                    + " where tableowner = current_user) from pg_roles"
                    + " where rolname = current_user"))
        .isEqualTo("f");
  }

  @Test
  void aTransactionLeavesNothingOfItselfOnItsConnection() {
    // Given connections that were a user's
    for (int n = 0; n < 25; n++) {
      assertThat(ofUser(ann, count("project"))).isEqualTo(1);
    }

    // Then whoever comes next and says nothing sees nothing
    for (int n = 0; n < 25; n++) {
      assertThat(contexts.await(() -> factory.withSession(count("project")))).isZero();
    }
  }

  private <T> T ofUser(UserId user, Function<Mutiny.Session, Uni<T>> work) {
    return contexts.await(() -> sessions.ofUser(user, work));
  }

  private static Function<Mutiny.Session, Uni<Long>> count(String table) {
    return session ->
        session.createNativeQuery("select count(*) from " + table, Long.class).getSingleResult();
  }

  private String asApp(String query) throws SQLException {
    try (Connection app = stack.postgres().connectAsApp()) {
      return first(app, query);
    }
  }

  private static String first(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
