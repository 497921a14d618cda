package dev.reelport.testing.stack;

import dev.reelport.testing.tls.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * PostgreSQL, Redis and Kafka, started together, with database, roles and topics as the service
 * wants them; and the environment that points the service at them. Closing it, or the end of this
 * JVM in whatever way, ends the servers and deletes their data.
 */
public final class DevStack implements AutoCloseable {

  /** Who the service is to a secured Redis and Kafka. */
  private static final Role CLIENT = new Role("reelport_client", "client-password");

  private final WorkFolder folder;
  private final PostgresServer postgres;
  private final RedisServer redis;
  private final KafkaServer kafka;
  private final Tokens tokens;
  private final Optional<SelfSigned> certificate;
  private final Map<String, String> environment;
  private final Map<String, Duration> startTimes = new ConcurrentHashMap<>();

  private DevStack(Builder builder) {
    folder = WorkFolder.create("stack");
    tokens = builder.signsTokens() ? builder.tokens : null;
    certificate = builder.certificate.map(maker -> certificate(folder, maker));
    postgres =
        builder.starts(ServiceEnvironment.DATABASE_URL)
            ? builder.postgres(folder, certificate)
            : null;
    redis =
        builder.starts(ServiceEnvironment.REDIS_URL) ? builder.redis(folder, certificate) : null;
    kafka = builder.starts(ServiceEnvironment.KAFKA) ? builder.kafka(folder, certificate) : null;
    environment = new TreeMap<>();
    if (postgres != null) {
      environment.put(ServiceEnvironment.DATABASE_URL, postgres.url());
      environment.put(ServiceEnvironment.DATABASE_USER, builder.app.user());
      environment.put(ServiceEnvironment.DATABASE_PASSWORD, builder.app.password());
      environment.put(ServiceEnvironment.MIGRATION_USER, builder.owner.user());
      environment.put(ServiceEnvironment.MIGRATION_PASSWORD, builder.owner.password());
    }
    if (redis != null) {
      environment.putAll(redis.environment());
    }
    if (kafka != null) {
      environment.putAll(kafka.environment());
    }
    if (tokens != null) {
      environment.put(ServiceEnvironment.JWT_PUBLIC_KEY, tokens.publicKeyPem());
    }
    if (builder.youtube != null) {
      environment.putAll(ServiceEnvironment.youtube(builder.youtube));
    }
    environment.putAll(builder.set);
  }

  /**
   * Who may look into the database past the walls between users; of a database that is not this
   * stack's, its own user.
   */
  public Role inspector() {
    return postgres == null
        ? new Role(
            environment.getOrDefault(ServiceEnvironment.DATABASE_USER, ""),
            environment.getOrDefault(ServiceEnvironment.DATABASE_PASSWORD, ""))
        : postgres.inspector();
  }

  /** A stack on free ports that knows nothing of this machine's environment. */
  public static DevStack start() {
    return builder().start();
  }

  /** A stack to be described before it starts. */
  public static Builder builder() {
    return new Builder(Map.of());
  }

  /** A stack without the servers that an environment names already, by the service's names. */
  public static Builder fromEnvironment(Map<String, String> environment) {
    return new Builder(ServiceEnvironment.of(environment));
  }

  /** Ends every stack and service of this JVM at once, also those that are still starting. */
  public static void endAll() {
    WorkFolder.closeAll();
  }

  /** What the service needs to work on this stack, by the names of its environment. */
  public Map<String, String> environment() {
    return Collections.unmodifiableMap(environment);
  }

  /** PostgreSQL, if this stack started one. */
  public PostgresServer postgres() {
    return started(postgres, ServiceEnvironment.DATABASE_URL);
  }

  /** Redis, if this stack started one. */
  public RedisServer redis() {
    return started(redis, ServiceEnvironment.REDIS_URL);
  }

  /** Kafka, if this stack started one. */
  public KafkaServer kafka() {
    return started(kafka, ServiceEnvironment.KAFKA);
  }

  /** Whoever signs what the service accepts; empty if the environment named another issuer. */
  public Optional<Tokens> tokens() {
    return Optional.ofNullable(tokens);
  }

  /** What the servers show whoever comes by TLS; only there if the stack is secured. */
  public Optional<SelfSigned> certificate() {
    return certificate;
  }

  /** How long each server took to start, by its name. */
  public Map<String, Duration> startTimes() {
    return Collections.unmodifiableMap(startTimes);
  }

  @Override
  public void close() {
    folder.close();
  }

  private static SelfSigned certificate(WorkFolder folder, Function<Path, SelfSigned> maker) {
    try {
      return maker.apply(Files.createDirectory(folder.path().resolve("tls")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <S extends Server> S started(S server, String name) {
    if (server == null) {
      throw new IllegalStateException("the stack did not start the server of " + name);
    }
    return server;
  }

  private DevStack startServers(int partitions) {
    List<Server> servers =
        Stream.<Server>of(postgres, redis, kafka).filter(Objects::nonNull).toList();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      CompletableFuture.allOf(
              servers.stream()
                  .map(server -> CompletableFuture.runAsync(() -> startTimed(server), threads))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
      if (environment.containsKey(ServiceEnvironment.KAFKA)) {
        Topics.create(
            kafka == null ? environment.get(ServiceEnvironment.KAFKA) : kafka.bootstrap(),
            partitions);
      }
      if (kafka != null) {
        kafka.grant();
      }
      return this;
    } catch (CompletionException e) {
      close();
      throw e.getCause() instanceof ServerFailedException failure ? failure : e;
    } catch (RuntimeException e) {
      close();
      throw e;
    } finally {
      threads.shutdown();
    }
  }

  private void startTimed(Server server) {
    long began = System.nanoTime();
    server.start();
    startTimes.put(server.name(), Duration.ofNanos(System.nanoTime() - began));
  }

  /** What a stack shall be like. */
  public static final class Builder {

    private final Map<String, String> set;
    private final Role app;
    private final Role owner;
    private Tokens tokens = new Tokens(InstantSource.system());
    private URI youtube;
    private int partitions = 8;
    private boolean fsync = true;
    private boolean redisOnly;
    private Optional<Function<Path, SelfSigned>> certificate = Optional.empty();
    private int postgresPort;
    private int redisPort;
    private int kafkaPort;
    private Consumer<String> say = message -> {};

    private Builder(Map<String, String> set) {
      this.set = set;
      app =
          new Role(
              set.getOrDefault(ServiceEnvironment.DATABASE_USER, "reelport_app"),
              set.getOrDefault(ServiceEnvironment.DATABASE_PASSWORD, "app-password"));
      owner =
          new Role(
              set.getOrDefault(ServiceEnvironment.MIGRATION_USER, "reelport_owner"),
              set.getOrDefault(ServiceEnvironment.MIGRATION_PASSWORD, "owner-password"));
    }

    /** Whether the environment names something of its own. */
    public boolean isSet(String name) {
      return set.containsKey(name);
    }

    /** Whether the service will accept this stack's tokens, and not another issuer's. */
    public boolean signsTokens() {
      return !isSet(ServiceEnvironment.JWT_PUBLIC_KEY) && !isSet(ServiceEnvironment.OIDC_ISSUER);
    }

    /** The stand-in for everything of Google's. */
    public Builder youtube(URI simulator) {
      youtube = simulator;
      return this;
    }

    /** Who signs the tokens; by default a new key. */
    public Builder tokens(Tokens signer) {
      tokens = signer;
      return this;
    }

    /** How many partitions each topic has; 8 by default. */
    public Builder partitions(int count) {
      partitions = count;
      return this;
    }

    /** Whether PostgreSQL waits for the disk at each commit, as it does by default. */
    public Builder fsync(boolean on) {
      fsync = on;
      return this;
    }

    /**
     * Has the service come in by TLS and with a login everywhere; whoever else knows the servers
     * comes as before.
     *
     * @param maker makes the certificate of all of them in a folder
     */
    public Builder secured(Function<Path, SelfSigned> maker) {
      certificate = Optional.of(maker);
      return this;
    }

    /** Starts Redis and nothing else, for tests of what only needs that. */
    public Builder redisOnly() {
      redisOnly = true;
      return this;
    }

    /** The usual ports 5432, 6379 and 9092; those that are taken are replaced, and that is said. */
    public Builder usualPorts(Consumer<String> listener) {
      postgresPort = 5432;
      redisPort = 6379;
      kafkaPort = 9092;
      say = listener;
      return this;
    }

    /** Starts the servers side by side and waits until all of them answer. */
    public DevStack start() {
      return new DevStack(this).startServers(partitions);
    }

    private boolean starts(String server) {
      return !isSet(server) && (!redisOnly || server.equals(ServiceEnvironment.REDIS_URL));
    }

    private PostgresServer postgres(WorkFolder folder, Optional<SelfSigned> certificate) {
      int port = Ports.freeOr(postgresPort, "PostgreSQL", say);
      return new PostgresServer(folder, port, owner, app, fsync, certificate);
    }

    private RedisServer redis(WorkFolder folder, Optional<SelfSigned> certificate) {
      int port = Ports.freeOr(redisPort, "Redis", say);
      return new RedisServer(folder, port, certificate.map(Builder::door));
    }

    private KafkaServer kafka(WorkFolder folder, Optional<SelfSigned> certificate) {
      int port = Ports.freeOr(kafkaPort, "Kafka", say);
      return new KafkaServer(folder, port, Ports.free(), certificate.map(Builder::door));
    }

    private static TlsDoor door(SelfSigned certificate) {
      return new TlsDoor(Ports.free(), certificate, CLIENT);
    }
  }
}
