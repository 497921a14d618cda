package dev.reelport.testing.e2e;

import dev.reelport.testing.stack.DevStack;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.stack.Tokens;
import dev.reelport.testing.youtube.YouTubeSimulator;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * The packaged service on real servers and the YouTube simulator. Tests share one, so each uses
 * users and channels of its own; a test that needs other settings starts one for itself.
 */
public final class Reelport implements AutoCloseable {

  private static final String ACTIVE =
      "select count(*) from import where status in ('queued', 'running')";

  private static final String TABLES =
      "select table_name from information_schema.tables where table_schema = 'public'";

  /** What tokens are encrypted with: 32 bytes of 7, under the id one. */
  public static final String ENCRYPTION_KEY = "one:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

  private static Reelport shared;

  private final YouTubeSimulator youTube;
  private final DevStack stack;
  private final Map<String, String> environment;
  private volatile ServiceProcess service;

  private Reelport(
      YouTubeSimulator youTube,
      DevStack stack,
      Map<String, String> settings,
      Function<Map<String, String>, ServiceProcess> start) {
    this.youTube = youTube;
    this.stack = stack;
    environment = new HashMap<>(stack.environment());
    environment.putAll(connectable());
    environment.putAll(generous());
    environment.putAll(settings);
    service = start.apply(environment);
  }

  // Where people come back to is nowhere: tests follow them there, see Browser.
  private static Map<String, String> connectable() {
    return Map.of(
        "PUBLIC_URL",
        "https://reelport.test/base",
        "TOKEN_ENCRYPTION_KEYS",
        ENCRYPTION_KEY,
        "REELPORT_CONNECTIONS_REENCRYPT_EVERY",
        "1s");
  }

  // Tests are about exact results, not about waiting for minutes and days.
  private static Map<String, String> generous() {
    return Map.of(
        "REELPORT_TASKS_PER_MINUTE", "0",
        "YOUTUBE_CALLS_PER_MINUTE", "0",
        "REELPORT_REQUESTS_PER_MINUTE", "0",
        "REELPORT_CHANNEL_IMPORTS_PER_HOUR", "0",
        // Tests of the hub switch it on.
        "REELPORT_DISCOVERY_PUSH_EVERY", "off",
        "REELPORT_SYNCS_PER_HOUR", "0",
        "YOUTUBE_QUOTA_PROJECT", "10000000",
        "YOUTUBE_QUOTA_USER", "10000000");
  }

  /** The one that tests share; it ends with the JVM. */
  public static synchronized Reelport shared() {
    if (shared == null) {
      shared = with(Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    return shared;
  }

  /** One of the test's own, with settings by the names of the service's environment. */
  public static Reelport with(Map<String, String> settings) {
    YouTubeSimulator youTube = YouTubeSimulator.start(0);
    return on(youTube, DevStack.builder().youtube(youTube.uri()).start(), settings);
  }

  /** One on servers that the test has started; it ends them when it ends. */
  public static Reelport on(
      YouTubeSimulator youTube, DevStack stack, Map<String, String> settings) {
    return new Reelport(youTube, stack, settings, ServiceProcess::start);
  }

  /**
   * One whose first instance is what another build made; all others are this build's.
   *
   * @param build the folder of its project
   */
  public static Reelport of(
      Path build, YouTubeSimulator youTube, DevStack stack, Map<String, String> settings) {
    return new Reelport(youTube, stack, settings, all -> ServiceProcess.start(build, all));
  }

  /** Runs this build's migrations, as the job of a roll-out does. */
  public void migrate() {
    Map<String, String> job = new HashMap<>(environment);
    job.put("REELPORT_MIGRATE_ONLY", "true");
    if (ServiceProcess.runToItsEnd(job) != 0) {
      throw new AssertionError("the migration failed");
    }
  }

  /** Starts the service again after it has ended, at another address. */
  public ServiceProcess startAgain() {
    service.close();
    service = ServiceProcess.start(environment);
    return service;
  }

  /** Another instance of the service on the same stack. */
  public ServiceProcess anotherInstance() {
    return anotherInstance(Map.of());
  }

  /** Another instance of the service on the same stack, with settings of its own. */
  public ServiceProcess anotherInstance(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(settings);
    return ServiceProcess.start(all);
  }

  /** Another instance that is not waited for, with settings of its own. */
  public ServiceProcess launchInstance(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(settings);
    return ServiceProcess.launch(all);
  }

  /**
   * The same once no import is being worked on, so that whoever counts units counts only theirs.
   */
  public Reelport settled() {
    Awaitility.await("no import being worked on")
        .atMost(Duration.ofMinutes(1))
        .until(() -> count(ACTIVE) == 0);
    return this;
  }

  /** As if minutes had gone by: what YouTube told some serves no others any more. */
  public void forgetAnswers() {
    new RedisProbe(stack.redis().url()).forget("youtube_recent:");
  }

  /** A name that no other test uses. */
  public static String newUser() {
    return "user-" + UUID.randomUUID();
  }

  /** What this user sees of the API. */
  public ApiClient as(String user) {
    return new ApiClient(service.uri(), tokens().token(user));
  }

  /** What an admin sees of the API. */
  public ApiClient asAdmin() {
    return new ApiClient(service.uri(), tokens().admin("root"));
  }

  /** What somebody with this token sees of the API. */
  public ApiClient withToken(String token) {
    return new ApiClient(service.uri(), token);
  }

  /** What somebody without a good token sees of the service. */
  public ApiClient asAnonymous() {
    return new ApiClient(service.uri(), "nobody");
  }

  public Tokens tokens() {
    return stack.tokens().orElseThrow();
  }

  public YouTubeSimulator youTube() {
    return youTube;
  }

  public DevStack stack() {
    return stack;
  }

  public ServiceProcess service() {
    return service;
  }

  /** The first column of the first row, past all walls. */
  public long count(String sql, Object... parameters) {
    try (Connection connection = stack.postgres().connectAsSuperuser();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int n = 0; n < parameters.length; n++) {
        statement.setObject(n + 1, parameters[n]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Every row of every table as text, past all walls, to be searched for what must not be there.
   */
  public String dump() {
    try (Connection connection = stack.postgres().connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      StringBuilder dump = new StringBuilder();
      for (String table : column(statement, TABLES)) {
        column(statement, "select cast(t as text) from \"" + table + "\" t")
            .forEach(row -> dump.append(table).append(' ').append(row).append('\n'));
      }
      return dump.toString();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Changes rows or tables, past all walls. */
  public void change(String sql) {
    try (Connection connection = stack.postgres().connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> column(Statement statement, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  @Override
  public void close() {
    service.close();
    stack.close();
    youTube.close();
  }
}
