package dev.reelport.testing.stack;

import dev.reelport.testing.tls.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * PostgreSQL with the database {@value #DATABASE}: an owner that migrates, and the service's own
 * role, whose transactions take on one that may read and write rows and nothing else. {@code
 * pg_stat_statements} is loaded, its view is {@code statistics.pg_stat_statements}.
 */
public final class PostgresServer extends ChildServer {

  static final String DATABASE = "reelport";

  private static final String KEY = "server.key";

  private static final Role SUPERUSER = new Role("postgres", "postgres");

  /** Sees and changes what the service may, but of all users at once. */
  private static final Role INSPECTOR = new Role("reelport_inspector", "inspector-password");

  private static final List<String> TAKEN_ON = List.of("reelport_user", "reelport_worker");

  private static final Duration INITDB_LIMIT = Duration.ofSeconds(60);

  private final Privileges privileges = Privileges.ofThisUser();
  private final Path home;
  private final Path data;
  private final Role owner;
  private final Role app;
  private final boolean fsync;
  private final Optional<SelfSigned> certificate;

  /**
   * @param certificate of what it also offers, and alone grants to owner and app: connections by
   *     TLS
   */
  PostgresServer(
      WorkFolder folder,
      int port,
      Role owner,
      Role app,
      boolean fsync,
      Optional<SelfSigned> certificate) {
    super("PostgreSQL", folder, port, Signal.INT, Signal.QUIT);
    this.home = PostgresBinaries.unpacked(folder);
    this.data = folder.path().resolve("postgresql");
    this.owner = owner;
    this.app = app;
    this.fsync = fsync;
    this.certificate = certificate;
  }

  /** The database as the service's {@code DATABASE_URL} names it; by TLS if it has to be. */
  public String url() {
    return certificate
        .map(
            own ->
                "postgresql://localhost:%d/%s?sslmode=verify-full&sslrootcert=%s"
                    .formatted(port(), DATABASE, own.pem()))
        .orElseGet(() -> "postgresql://127.0.0.1:" + port() + "/" + DATABASE);
  }

  /** A connection of the superuser, which no policy or grant holds back. */
  public Connection connectAsSuperuser() throws SQLException {
    return connect(DATABASE, SUPERUSER);
  }

  /** Who may look at rows past the walls between users, for people and tests. */
  Role inspector() {
    return INSPECTOR;
  }

  /** A connection with the rights of the service. */
  public Connection connectAsApp() throws SQLException {
    return connect(DATABASE, app);
  }

  /** A connection that may read and write rows of all users. */
  public Connection connectAsInspector() throws SQLException {
    return connect(DATABASE, INSPECTOR);
  }

  /** A connection with the rights of the one who migrates. */
  public Connection connectAsOwner() throws SQLException {
    return connect(DATABASE, owner);
  }

  @Override
  public synchronized void start() {
    boolean fresh = !Files.exists(data);
    if (fresh) {
      initialise();
    }
    super.start();
    if (fresh) {
      createDatabase();
    }
  }

  @Override
  List<String> command() {
    List<String> line = new ArrayList<>();
    line.add(program("postgres"));
    line.addAll(List.of("-D", data.toString(), "-p", String.valueOf(port())));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            "shared_buffers=128MB",
            "fsync=" + (fsync ? "on" : "off"),
            "timezone=UTC",
            "log_timezone=UTC",
            "shared_preload_libraries=pg_stat_statements")) {
      line.addAll(List.of("-c", setting));
    }
    if (certificate.isPresent()) {
      line.addAll(List.of("-c", "ssl=on", "-c", "ssl_cert_file=" + certificate.get().pem()));
      line.addAll(List.of("-c", "ssl_key_file=" + data.resolve(KEY)));
    }
    return privileges.command(line);
  }

  @Override
  boolean answers() {
    try (Connection connection = connect("postgres", SUPERUSER)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private void initialise() {
    privileges.createFolder(data);
    Path password = folder.path().resolve("password");
    try {
      Files.writeString(password, SUPERUSER.password());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> line =
        List.of(
            program("initdb"),
            "--pgdata=" + data,
            "--username=" + SUPERUSER.user(),
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--no-sync");
    ChildProcess initdb = launch("initdb", privileges.command(line));
    initdb.awaitSuccess(INITDB_LIMIT);
    certificate.ifPresent(this::encryptOnly);
  }

  private void encryptOnly(SelfSigned own) {
    privileges.copySecret(own.keyPem(), data.resolve(KEY));
    Path rules = data.resolve("pg_hba.conf");
    try {
      String refused = "hostnossl all %s,%s all reject%n".formatted(owner.user(), app.user());
      Files.writeString(rules, refused + Files.readString(rules));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void createDatabase() {
    try (Connection connection = connect("postgres", SUPERUSER)) {
      createRole(connection, owner);
      if (!app.user().equals(owner.user())) {
        createRole(connection, app);
      }
      createRole(connection, INSPECTOR);
      execute(connection, "ALTER ROLE " + name(INSPECTOR) + " BYPASSRLS");
      // What the service's transactions take on; by itself it may do nothing.
      execute(connection, "ALTER ROLE " + name(app) + " NOINHERIT");
      for (String role : TAKEN_ON) {
        execute(connection, "CREATE ROLE " + role);
        execute(connection, "GRANT " + role + " TO " + name(app));
      }
      execute(connection, "CREATE DATABASE " + DATABASE + " OWNER " + name(owner));
    } catch (SQLException e) {
      throw new ServerFailedException("PostgreSQL could not create the database", e);
    }
    try (Connection connection = connectAsSuperuser()) {
      execute(connection, "ALTER SCHEMA public OWNER TO " + name(owner));
      execute(
          connection,
          "ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA public GRANT %s ON TABLES TO %s"
              .formatted(name(owner), "SELECT, INSERT, UPDATE, DELETE", name(INSPECTOR)));
      // Not in public: a migration expects to find that empty.
      execute(connection, "CREATE SCHEMA statistics");
      execute(connection, "CREATE EXTENSION pg_stat_statements SCHEMA statistics");
    } catch (SQLException e) {
      throw new ServerFailedException("PostgreSQL could not set up the database", e);
    }
  }

  private static void createRole(Connection connection, Role role) throws SQLException {
    execute(connection, "CREATE ROLE " + name(role) + " LOGIN PASSWORD " + password(role));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String name(Role role) {
    return '"' + role.user().replace("\"", "\"\"") + '"';
  }

  private static String password(Role role) {
    return "'" + role.password().replace("'", "''") + "'";
  }

  private Connection connect(String database, Role role) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", role.user());
    properties.setProperty("password", role.password());
    properties.setProperty("connectTimeout", "2");
    // Not by DriverManager, which in Maven's JVM may have looked for drivers before this class
    // came.
    return new Driver()
        .connect("jdbc:postgresql://127.0.0.1:" + port() + "/" + database, properties);
  }

  private String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }
}
