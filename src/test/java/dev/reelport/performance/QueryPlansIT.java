package dev.reelport.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.model.ModelServer;
import dev.reelport.testing.model.ModelServer.Reply;
import dev.reelport.testing.stack.DevStack;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimVideo;
import dev.reelport.testing.youtube.YouTubeSimulator;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What PostgreSQL does for each query of the service once there are a million projects. */
class QueryPlansIT {

  private static final Pattern WHOLE_TABLE =
      Pattern.compile(
          "Seq Scan on (project|import|import_item|project_tombstone|quota_ledger|outbox"
              + "|youtube_channel|analysis_task|bulk_import|video_life|source|source_item"
              + "|watched_list)\\b");

  /** One for each thing the service does; the work below has to bring them all about. */
  private static final List<String> EXPECTED =
      List.of(
          "insert into import ",
          "insert into import_item ",
          "insert into bulk_import ",
          "with made as ( insert into import ",
          "with open as materialized ",
          "with mark as materialized ",
          "with due as materialized ",
          "with seen as materialized ",
          "with old as materialized ",
          "update video_life l set details_at ",
          "update project set private = true",
          "update project set private = false",
          "select b.id, b.request_id, ",
          "insert into project ",
          "insert into quota_ledger ",
          "insert into outbox ",
          "insert into source ",
          "insert into source_item ",
          "insert into watched_list ",
          "update source set title = ",
          "update source_item set run_id = ",
          "update source_item set again_at = ",
          "update watched_list set newest_published_at = ",
          "delete from source ",
          "select i.state as state, count(*) ",
          "insert into youtube_channel ",
          "with gone as ( delete from project ",
          "delete from import_item ",
          "delete from outbox ",
          "delete from project_tombstone ",
          "update project ",
          "update import set status = ",
          "with woken as materialized ",
          "with nudged as materialized ",
          "update import set units_spent = ",
          "select * from outbox ",
          "select (select count(*) from (select id from outbox ",
          "select status, waiting_reason, count(*) ",
          "select coalesce(sum(units), 0) from quota_ledger ",
          "select user_id, sum(units) as units from quota_ledger ",
          "select 'TOOL_NAME' as found_by",
          "with found as materialized ( select p.id",
          "insert into analysis_task ",
          "with taken as materialized ( select project_id",
          "update analysis_task set tries",
          "delete from analysis_task ",
          "select count(*) from (select 1 from analysis_task ");

  private static final String ENDED_OF_KAFKA =
      "select count(*) from import where request_id = 'kafka' and status = 'succeeded'";

  private static YouTubeSimulator youTube;
  private static Reelport reelport;
  private static StatementLog log;
  private static ModelServer model;

  @BeforeAll
  static void start() throws SQLException {
    youTube = YouTubeSimulator.start(0);
    model = ModelServer.start();
    DevStack stack = DevStack.builder().youtube(youTube.uri()).fsync(false).start();
    log = StatementLog.start(stack.postgres(), stack.environment().get("DATABASE_USER"));
    reelport =
        Reelport.on(
            youTube,
            stack,
            Map.of(
                "REELPORT_IMPORTS_BACKOFF_MIN", "200ms",
                "REELPORT_UPKEEP_EVERY", "1s",
                "REELPORT_UPKEEP_SETTLED", "0s",
                "REELPORT_ANALYSIS_URL", model.url(),
                "REELPORT_ANALYSIS_PAUSE", "100ms"));
  }

  @AfterAll
  static void stop() {
    reelport.close();
    model.close();
  }

  @Test
  void noQueryReadsAWholeTableOfAMillionProjects() throws SQLException, IOException {
    // Given every statement the service runs, and a database in which reading a table takes long
    doABitOfEverything();
    reelport.service().terminate();
    log.stop();
    Set<String> statements = log.statements();
    assertThat(EXPECTED)
        .allSatisfy(start -> assertThat(statements).anyMatch(text -> text.startsWith(start)));

    try (Connection superuser = reelport.stack().postgres().connectAsSuperuser();
        Connection connection = reelport.stack().postgres().connectAsApp()) {
      ManyRows.write(superuser);

      // When PostgreSQL plans each, as the service and for a user, without knowing its parameters
      makePlanner(connection);
      Map<String, List<String>> plans = new TreeMap<>();
      for (String role : List.of("reelport_worker", "reelport_user")) {
        takeOn(connection, role);
        for (String statement : statements) {
          plans.put(role + ": " + statement, plan(connection, statement));
        }
      }

      // Then none reads a whole table
      write(plans);
      assertThat(plans)
          .allSatisfy(
              (statement, plan) ->
                  assertThat(plan).noneMatch(line -> WHOLE_TABLE.matcher(line).find()));
    }
  }

  @Test
  void theServiceCanWriteRowsAndNothingElse() throws SQLException {
    try (Connection connection = reelport.stack().postgres().connectAsApp();
        Statement statement = connection.createStatement()) {
      takeOn(connection, "reelport_worker");
      for (String change :
          List.of(
              "create table mine (id int)",
              "alter table project add mine int",
              "truncate project",
              "drop table project",
              "create schema mine")) {
        assertThatThrownBy(() -> statement.execute(change))
            .as(change)
            .isInstanceOf(SQLException.class)
            .hasMessageMatching("(?s).*(permission denied|must be owner).*");
      }
    }
  }

  @Test
  void addressesSlugsAndRequestsAreUniqueToAUser() throws SQLException {
    List<String> unique = new ArrayList<>();
    try (Connection connection = reelport.stack().postgres().connectAsSuperuser();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select c.relname || ' ' || string_agg(a.attname, ', ' order by k.at)
                from pg_index i
                join pg_class c on c.oid = i.indrelid
                cross join lateral unnest(i.indkey) with ordinality as k(attnum, at)
                join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
                where i.indisunique and i.indpred is null and c.relname in ('project', 'import')
                group by i.indexrelid, c.relname
                """)) {
      while (rows.next()) {
        unique.add(rows.getString(1));
      }
    }
    assertThat(unique)
        .contains("project user_id, external_url", "project user_id, slug")
        .contains("import user_id, request_id");
  }

  private void doABitOfEverything() {
    SimChannel channel = youTube.world().channel("plans").plain().uploads(120);
    String user = Reelport.newUser();
    ApiClient api = reelport.as(user);
    importInEveryWay(api, user, channel);
    importInBulk(api, channel);
    failRetryAndCancel(api);
    readEverything(api, channel);
    changeProjects(api, channel);
    analyse(api);
    keepInSync(api, channel);
    lookAfter(channel);
  }

  private static void lookAfter(SimChannel channel) {
    String life = "select count(*) from video_life where video_id = ?";
    SimVideo video = channel.video(3);
    Awaitility.await().until(() -> reelport.count(life, video.id()) == 1);
    List<String> ages = List.of("26 days", "1 day", "1 day", "31 days", "31 days", "31 days");
    for (int n = 0; n < ages.size(); n++) {
      if (n == 1) {
        video.makePrivate();
      } else if (n == ages.size() - 1) {
        video.makePublic();
      }
      reelport.change(
          "update video_life set next_check_at = now() - interval '1 second',"
              + " missing_since = missing_since - interval '25 hours', details_at = now() - interval '"
              + ages.get(n)
              + "' where video_id = '"
              + video.id()
              + "'");
      Awaitility.await()
          .until(
              () ->
                  reelport.count(
                          life + " and next_check_at > now() + interval '11 minutes'", video.id())
                      == 1);
    }
  }

  private static void keepInSync(ApiClient api, SimChannel channel) {
    SimChannel other = youTube.world().channel("plans too").plain().uploads(3);
    JsonNode source = api.post("/v1/sources", "{\"target\": \"" + other.handle() + "\"}").json();
    String path = "/v1/sources/" + source.get("id").asText();
    api.patch(path, "{\"filters\": {\"titleContains\": \"a\"}}");
    api.ended(api.post(path + "/sync", "").json().get("id").asText());
    JsonNode sources = api.get("/v1/sources?limit=1").json();
    api.get("/v1/sources?limit=1&cursor=" + sources.get("nextCursor").asText());
    api.get("/v1/imports?source=" + source.get("id").asText());
    for (String part : List.of("", "/runs", "/audit")) {
      assertThat(api.get(path + part).status()).isEqualTo(200);
    }
    api.get("/v1/videos/" + channel.video(0).id() + "/explain");
    assertThat(api.delete(path).status()).isEqualTo(204);
  }

  private static void importInEveryWay(ApiClient api, String user, SimChannel channel) {
    api.post("/v1/imports/preview", "{\"target\": \"" + channel.uploadsId() + "\"}");
    api.imported(channel.handle());
    api.imported(channel.id());
    api.imported(channel.uploadsId());
    api.imported(channel.video(0).id());
    for (int n = 0; n < 2; n++) {
      api.send(
          api.request("/v1/imports")
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", "once")
              .POST(BodyPublishers.ofString("{\"target\": \"" + channel.id() + "\"}")));
    }
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      kafka.send(
          KafkaDoor.REQUESTS,
          user,
          "{\"requestId\": \"kafka\", \"userId\": \"%s\", \"target\": \"%s\"}"
              .formatted(user, channel.id()));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> reelport.count(ENDED_OF_KAFKA) == 1);
  }

  private static void importInBulk(ApiClient api, SimChannel channel) {
    String bulk = "/v1/imports/bulk";
    String id = "";
    for (int n = 0; n < 2; n++) {
      id =
          api.send(
                  api.request(bulk)
                      .header("Content-Type", "application/json")
                      .header("Idempotency-Key", "once")
                      .POST(
                          BodyPublishers.ofString(
                              "{\"targets\": [\"%s\", \"%s\"]}"
                                  .formatted(channel.id(), channel.video(2).id()))))
              .json()
              .get("id")
              .asText();
    }
    api.post(bulk + "/" + id + "/cancel", "");
    api.get(bulk + "?limit=1");
    String cursor = api.get(bulk + "/" + id + "/imports?limit=1").json().get("nextCursor").asText();
    api.get(bulk + "/" + id + "/imports?limit=1&status=succeeded&cursor=" + cursor);
  }

  private static void failRetryAndCancel(ApiClient api) {
    SimChannel slow = youTube.world().channel("slow").plain().uploads(120);
    youTube.fail(FaultRule.on(Route.PLAYLIST_ITEMS).times(4).with(Faults.html(502)));
    api.imported(slow.id());
    youTube.latency(Duration.ofMillis(500));
    int calls = youTube.calls(Route.PLAYLIST_ITEMS);
    String id = api.importOf(slow.id()).get("id").asText();
    Awaitility.await().until(() -> youTube.calls(Route.PLAYLIST_ITEMS) > calls);
    api.post("/v1/imports/" + id + "/cancel", "");
    youTube.latency(Duration.ZERO);
    Awaitility.await()
        .until(() -> reelport.count("select units_spent from import where id::text = ?", id) > 0);
    api.post("/v1/imports/" + id + "/retry", "");
    api.get("/v1/imports/" + id + "/events");
  }

  private static void readEverything(ApiClient api, SimChannel channel) {
    for (String target : List.of(channel.handle(), channel.uploadsId(), channel.video(1).id())) {
      api.post("/v1/imports/preview", "{\"target\": \"" + target + "\"}");
    }
    JsonNode imports = api.get("/v1/imports?limit=1").json();
    api.get("/v1/imports?limit=1&cursor=" + imports.get("nextCursor").asText());
    JsonNode done = api.get("/v1/imports?limit=1&status=succeeded").json();
    api.get("/v1/imports?limit=1&status=succeeded&cursor=" + done.get("nextCursor").asText());
    JsonNode last = api.all("/v1/imports?status=succeeded").get(0);
    String items = "/v1/imports/" + last.get("id").asText() + "/items";
    JsonNode page = api.get(items + "?limit=1&outcome=imported&outcome=duplicate").json();
    api.get(items + "?limit=1&outcome=imported&cursor=" + page.get("nextCursor").asText());
    api.get(items);
    for (String path : List.of("/v1/quota", "/v1/admin/quota", "/v1/admin/quota/users")) {
      assertThat(reelport.asAdmin().get(path).status()).isEqualTo(200);
    }
  }

  private static void changeProjects(ApiClient api, SimChannel channel) {
    JsonNode projects = api.get("/v1/projects?limit=1").json();
    api.get("/v1/projects?limit=1&cursor=" + projects.get("nextCursor").asText());
    String url = "https://youtube.com/watch?v=" + channel.video(0).id();
    JsonNode mine =
        api.all("/v1/projects").stream()
            .filter(project -> project.get("externalUrl").asText().equals(url))
            .findFirst()
            .orElseThrow();
    String path = "/v1/projects/" + mine.get("id").asText();
    assertThat(api.get(path).status()).isEqualTo(200);
    assertThat(api.patch(path, "{\"title\": \"Mine\"}").status()).isEqualTo(200);
    assertThat(api.delete(path).status()).isEqualTo(204);
    JsonNode back = api.imported(channel.video(0).id());
    assertThat(back.at("/counts/imported").asInt()).isEqualTo(1);
  }

  private static void analyse(ApiClient api) {
    model.answers(
        question ->
            model.asked().size() < 2
                ? Reply.saying("garbage")
                : Reply.saying("{\"categories\": [\"webdev\"], \"topics\": [\"plans\"]}"));
    String path = "/v1/projects/" + api.all("/v1/projects").get(0).get("id").asText();
    assertThat(api.post(path + "/analyse", "").status()).isEqualTo(202);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get(path).json().at("/analysis/mode").asText().equals("llm"));
    for (String catalogue : List.of("tools", "categories")) {
      ApiClient admin = reelport.asAdmin();
      JsonNode first =
          admin.get("/v1/admin/catalogue/" + catalogue + "?limit=1").json().at("/items/0");
      String one = "/v1/admin/catalogue/" + catalogue + "/" + first.get("id").asText();
      assertThat(admin.patch(one, "{\"active\": true}").status()).isEqualTo(200);
    }
  }

  private static void makePlanner(Connection connection) throws SQLException {
    // Through a function, because a driver takes $1 for a parameter of EXPLAIN itself.
    try (Statement create = connection.createStatement()) {
      create.execute(
          """
          create function pg_temp.plan(query text) returns setof text language plpgsql
          as $$ begin return query execute 'explain (generic_plan) ' || query; end $$
          """);
    }
  }

  private static void takeOn(Connection connection, String role) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set role " + role);
    }
  }

  private static List<String> plan(Connection connection, String statement) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (PreparedStatement explain = connection.prepareStatement("select pg_temp.plan(?)")) {
      explain.setString(1, statement);
      try (ResultSet rows = explain.executeQuery()) {
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
      }
    }
    return lines;
  }

  private static void write(Map<String, List<String>> plans) throws IOException {
    String text =
        plans.entrySet().stream()
            .map(plan -> plan.getKey() + "\n    " + summary(plan.getValue()))
            .collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(Path.of("target", "query-plans.txt"), text);
  }

  /** The steps of a plan that read rows, and their conditions. */
  private static String summary(List<String> plan) {
    return plan.stream()
        .map(line -> line.replaceAll(" +\\(cost=.*", "").replaceFirst("^ *(-> +)?", ""))
        .filter(line -> line.contains("Scan") || line.contains("Cond") || line.contains("Filter"))
        .collect(Collectors.joining("; "));
  }
}
