package dev.reelport.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  private final int controllerPort;
  private final String cluster = Uuid.randomUuid().toString();

  KafkaServer(WorkFolder folder, int port, int controllerPort) {
    super("Kafka", folder, port, Signal.TERM, Signal.KILL);
    this.controllerPort = controllerPort;
  }

  /** The broker as the service's {@code KAFKA_BOOTSTRAP_SERVERS} names it. */
  public String bootstrap() {
    return "127.0.0.1:" + port();
  }

  @Override
  List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        ClassPath.ofThisJvm(),
        KafkaMain.class.getName(),
        cluster,
        writeProperties().toString());
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
    Path file = folder.path().resolve("kafka.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
