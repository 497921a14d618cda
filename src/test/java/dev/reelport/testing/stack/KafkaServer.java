package dev.reelport.testing.stack;

import dev.reelport.testing.tls.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A Kafka broker that is its own controller, in a JVM of its own. */
public final class KafkaServer extends ChildServer {

  private static final int TIMEOUT_SECONDS = 5;

  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String LOGIN_MODULE =
      "org.apache.kafka.common.security.scram.ScramLoginModule required";

  private final int controllerPort;
  private final Optional<TlsDoor> tls;
  private final String cluster = Uuid.randomUuid().toString();

  KafkaServer(WorkFolder folder, int port, int controllerPort, Optional<TlsDoor> tls) {
    super("Kafka", folder, port, Signal.TERM, Signal.KILL);
    this.tls = tls;
    this.controllerPort = controllerPort;
  }

  /** The broker for whoever needs no login. */
  public String bootstrap() {
    return "127.0.0.1:" + port();
  }

  /** Gives who needs a login the rights that the service has to have, and no others. */
  void grant() {
    tls.ifPresent(door -> Topics.grant(bootstrap(), door.login()));
  }

  /** What the service has to know of it: the address, and the login if it needs one. */
  Map<String, String> environment() {
    return tls.map(
            door ->
                Map.of(
                    ServiceEnvironment.KAFKA,
                    "localhost:" + door.port(),
                    "KAFKA_SECURITY_PROTOCOL",
                    "SASL_SSL",
                    "KAFKA_SASL_MECHANISM",
                    MECHANISM,
                    "KAFKA_SASL_JAAS_CONFIG",
                    LOGIN_MODULE
                        + " username=\"%s\" password=\"%s\";"
                            .formatted(door.login().user(), door.login().password()),
                    "KAFKA_SSL_TRUSTSTORE_TYPE",
                    "PEM",
                    "KAFKA_SSL_TRUSTSTORE_LOCATION",
                    door.certificate().pem().toString()))
        .orElseGet(() -> Map.of(ServiceEnvironment.KAFKA, bootstrap()));
  }

  @Override
  List<String> command() {
    List<String> line =
        ClassPath.command(
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            KafkaMain.class,
            cluster,
            writeProperties().toString());
    tls.map(TlsDoor::login)
        .ifPresent(
            login ->
                line.add(
                    "%s=[name=%s,password=%s]"
                        .formatted(MECHANISM, login.user(), login.password())));
    return line;
  }

  @Override
  boolean answers() {
    // Not the admin client at once: it logs every refused connection.
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      return socket.isConnected() && hasUnfencedBroker();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean hasUnfencedBroker() {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()))) {
      return !admin.describeCluster().nodes().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka was starting", e);
    }
  }

  private Path writeProperties() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
            "controller.listener.names", "CONTROLLER",
            "listeners", "PLAINTEXT://" + bootstrap() + ",CONTROLLER://127.0.0.1:" + controllerPort,
            "log.dirs", folder.path().resolve("kafka").toString(),
            "auto.create.topics.enable", "false",
            "group.initial.rebalance.delay.ms", "0",
            // By default half of this small heap, in one piece.
            "log.cleaner.dedupe.buffer.size", "4194304"));
    properties.putAll(
        Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            // A broker that comes back after SIGKILL is let in when its old session has ended.
            "broker.session.timeout.ms", "3000",
            "broker.heartbeat.interval.ms", "500"));
    tls.map(this::secured).ifPresent(properties::putAll);
    Path file = folder.path().resolve("kafka.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> secured(TlsDoor door) {
    String module = MECHANISM.toLowerCase(Locale.ROOT) + ".sasl.jaas.config";
    Map<String, String> properties = new HashMap<>();
    properties.put(
        "listeners",
        "PLAINTEXT://%s,SECURED://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(bootstrap(), door.port(), controllerPort));
    properties.put(
        "advertised.listeners",
        "PLAINTEXT://%s,SECURED://localhost:%d".formatted(bootstrap(), door.port()));
    properties.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,SECURED:SASL_SSL,CONTROLLER:PLAINTEXT");
    properties.put("sasl.enabled.mechanisms", MECHANISM);
    properties.put("listener.name.secured." + module, LOGIN_MODULE + ";");
    properties.put("ssl.keystore.type", "PKCS12");
    properties.put("ssl.keystore.location", door.certificate().keyStore().toString());
    properties.put("ssl.keystore.password", SelfSigned.PASSWORD);
    properties.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    // Whoever comes without a login: tests, and the broker itself.
    properties.put("super.users", "User:ANONYMOUS");
    return properties;
  }
}
