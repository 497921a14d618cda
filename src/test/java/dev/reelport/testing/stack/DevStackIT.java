package dev.reelport.testing.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DevStackIT {

  private static DevStack stack;

  @BeforeAll
  static void start() {
    stack = DevStack.start();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void theServiceMayChangeRowsButNotTables() throws SQLException {
    // Given
    asOwner("CREATE TABLE note (id bigint GENERATED ALWAYS AS IDENTITY, words text)");

    // When
    asInspector("INSERT INTO note (words) VALUES ('hello')");

    // Then
    assertThat(asInspector("SELECT words FROM note")).isEqualTo("hello");
    assertThatThrownBy(() -> asInspector("DROP TABLE note")).hasMessageContaining("must be owner");
    assertThatThrownBy(() -> asInspector("CREATE TABLE other ()")).hasMessageContaining("denied");
    assertThatThrownBy(() -> asInspector("CREATE DATABASE other")).hasMessageContaining("denied");
  }

  @Test
  void postgresCountsStatements() throws SQLException {
    try (Connection connection = stack.postgres().connectAsSuperuser()) {
      assertThat(first(connection, "SELECT count(*) > 0 FROM statistics.pg_stat_statements"))
          .isEqualTo("t");
      assertThat(first(connection, "SHOW fsync")).isEqualTo("on");
      assertThat(first(connection, "SHOW max_connections")).isEqualTo("200");
    }
  }

  @Test
  void theTopicsAreThereBeforeAnybodyAsks() throws Exception {
    try (Admin admin = Admin.create(kafka())) {
      // When
      var topics =
          admin
              .describeTopics(
                  List.of(Topics.REQUESTS, Topics.STEPS, Topics.EVENTS, Topics.DEAD_LETTERS))
              .allTopicNames()
              .get();
      ConfigResource letters = new ConfigResource(ConfigResource.Type.TOPIC, Topics.DEAD_LETTERS);
      var config = admin.describeConfigs(List.of(letters)).all().get().get(letters);

      // Then
      assertThat(topics.values()).allSatisfy(topic -> assertThat(topic.partitions()).hasSize(8));
      assertThat(config.get("max.message.bytes").value()).isEqualTo("2097152");
    }
  }

  @Test
  void aKilledPostgresComesBackWithWhatItCommitted() throws SQLException {
    // Given
    asOwner("CREATE TABLE survivor AS SELECT 42 AS answer");
    int port = stack.postgres().port();

    // When
    stack.postgres().kill();
    boolean gone = !stack.postgres().isRunning();
    stack.postgres().start();

    // Then
    assertThat(gone).isTrue();
    assertThat(stack.postgres().port()).isEqualTo(port);
    assertThat(asInspector("SELECT answer FROM survivor")).isEqualTo("42");
  }

  @Test
  void aStoppedPostgresComesBackToo() throws SQLException {
    // Given
    asOwner("CREATE TABLE rested AS SELECT 7 AS answer");

    // When
    stack.postgres().stop();
    stack.postgres().start();

    // Then
    assertThat(asInspector("SELECT answer FROM rested")).isEqualTo("7");
  }

  @Test
  void aPausedPostgresAnswersNothingUntilItGoesOn() throws SQLException {
    // When
    stack.postgres().pause();
    boolean answersPaused = stack.postgres().answers();
    stack.postgres().resume();

    // Then
    assertThat(answersPaused).isFalse();
    assertThat(asInspector("SELECT 1")).isEqualTo("1");
  }

  @Test
  void aKilledRedisComesBackWithWhatItAnswered() throws IOException {
    // Given
    assertThat(redis("SET survivor 42")).isEqualTo("+OK");

    // When
    stack.redis().kill();
    stack.redis().start();

    // Then
    assertThat(redis("STRLEN survivor")).isEqualTo(":2");
  }

  @Test
  void aKilledKafkaComesBackWithWhatItAcknowledged() throws Exception {
    // Given
    TopicPartition partition = new TopicPartition(Topics.EVENTS, 3);
    try (var producer =
        new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), "k", "v")).get();
    }

    // When
    stack.kafka().kill();
    stack.kafka().start();

    // Then
    try (var consumer =
        new KafkaConsumer<>(kafka(), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      assertThat(consumer.poll(Duration.ofSeconds(20)).records(partition))
          .extracting(ConsumerRecord::value)
          .containsExactly("v");
    }
  }

  @Test
  void theEnvironmentNamesEveryServer() {
    assertThat(stack.environment())
        .containsEntry("DATABASE_URL", stack.postgres().url())
        .containsEntry("DATABASE_USER", "reelport_app")
        .containsEntry("DATABASE_MIGRATION_USER", "reelport_owner")
        .containsEntry("REDIS_URL", stack.redis().url())
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", stack.kafka().bootstrap())
        .containsEntry("JWT_PUBLIC_KEY", stack.tokens().orElseThrow().publicKeyPem());
  }

  @Test
  void whatIsSetIsUsedInPlaceOfItsStandIn() {
    // Given
    Map<String, String> environment = new HashMap<>(stack.environment());
    environment.put("HOME", "/nowhere");
    environment.put("YOUTUBE_QUOTA_USER", "77");

    // When
    try (DevStack second = DevStack.fromEnvironment(environment).start()) {

      // Then
      assertThat(second.startTimes()).isEmpty();
      assertThat(second.environment())
          .containsEntry("DATABASE_URL", stack.postgres().url())
          .containsEntry("YOUTUBE_QUOTA_USER", "77")
          .doesNotContainKey("HOME");
      assertThat(second.tokens()).isEmpty();
      assertThatThrownBy(second::postgres).hasMessageContaining("DATABASE_URL");
    }
  }

  private static void asOwner(String sql) throws SQLException {
    try (Connection connection = stack.postgres().connectAsOwner()) {
      first(connection, sql);
    }
  }

  private static String asInspector(String sql) throws SQLException {
    try (Connection connection = stack.postgres().connectAsInspector()) {
      return first(connection, sql);
    }
  }

  private static String first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return null;
      }
      ResultSet rows = statement.getResultSet();
      rows.next();
      return rows.getString(1);
    }
  }

  private static String redis(String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stack.redis().port())) {
      socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8).lines().findFirst().get();
    }
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", stack.kafka().bootstrap());
  }
}
