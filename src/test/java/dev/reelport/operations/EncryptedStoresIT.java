package dev.reelport.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.DevStack;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.tls.SelfSigned;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.YouTubeSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL, Redis and Kafka that are reached by TLS and want a login, as managed ones do: the
 * service works with them, and tells nothing to whoever takes their place.
 */
class EncryptedStoresIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SESSIONS =
      "select count(*) from pg_stat_activity a join pg_stat_ssl s using (pid)"
          + " where a.usename like 'reelport_app%' and s.ssl = ";

  private static Reelport reelport;

  private final String user = Reelport.newUser();

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    YouTubeSimulator youTube = YouTubeSimulator.start(0);
    DevStack stack = DevStack.builder().youtube(youTube.uri()).secured(SelfSigned::in).start();
    reelport = Reelport.on(youTube, stack, Map.of());
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @Test
  void importsWorkAsEverywhere() {
    // Given
    SimChannel channel = reelport.youTube().world().channel("encrypted").plain().uploads(60);
    ApiClient api = reelport.as(user);

    // When asked for over HTTP, over Kafka, and in vain
    assertThat(api.imported(channel.id()).at("/counts/imported").asInt()).isEqualTo(60);
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      kafka.send(
          KafkaDoor.REQUESTS,
          user,
          "{\"requestId\":\"r1\",\"userId\":\"%s\",\"target\":\"%s\"}"
              .formatted(user, channel.video(0).id()));
      kafka.send(KafkaDoor.REQUESTS, user, "{");
    }

    // Then
    await().until(() -> api.all("/v1/imports").size() == 2);
    await().until(() -> reelport.asAdmin().all("/v1/admin/dead-letters").size() == 1);
    await().until(() -> metrics().lines().anyMatch(EncryptedStoresIT::isLag));
    assertThat(reelport.count(SESSIONS + "true")).isPositive();
    assertThat(reelport.count(SESSIONS + "false")).isZero();
  }

  @Test
  void aStoreThatNobodyVouchesForIsNotTrusted() throws Exception {
    // Given an instance that trusts others
    SelfSigned others = SelfSigned.in(folder);
    Map<String, String> settings = settings(reelport.stack(), others);

    // Then it migrates nothing, and works with nobody
    assertThat(ServiceProcess.runToItsEnd(job(settings))).isNotZero();
    assertNothingIsTrusted(settings);
  }

  @Test
  void aStoreOfAnotherNameIsNotTrusted() throws Exception {
    // Given stores that show another machine's certificate, though a trusted one
    try (DevStack elsewhere =
        DevStack.builder().secured(in -> SelfSigned.of("elsewhere.test", in)).start()) {
      Map<String, String> settings = settings(elsewhere, elsewhere.certificate().orElseThrow());

      // Then
      assertThat(ServiceProcess.runToItsEnd(job(settings))).isNotZero();
      assertNothingIsTrusted(settings);
    }
  }

  private static void assertNothingIsTrusted(Map<String, String> settings) throws Exception {
    try (ServiceProcess instance = ServiceProcess.launch(settings)) {
      ApiClient probe = reelport.asAnonymous().at(instance.uri());
      await()
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(Readiness.down(probe.get("/q/health/ready")))
                      .contains("PostgreSQL", "Redis", "Kafka", "migrations"));
      await()
          .untilAsserted(
              () -> assertThat(Files.readString(instance.log())).contains("SSL handshake failed"));
      assertThat(probe.get("/q/health/live").status()).isEqualTo(200);
    }
  }

  private static Map<String, String> settings(DevStack stack, SelfSigned trusted) {
    Map<String, String> settings = new HashMap<>(stack.environment());
    String pem = trusted.pem().toString();
    settings.put("REELPORT_MIGRATE_AT_START", "false");
    settings.put("REDIS_CA", pem);
    settings.put("KAFKA_SSL_TRUSTSTORE_LOCATION", pem);
    settings.computeIfPresent(
        "DATABASE_URL", (name, url) -> url.replaceFirst("sslrootcert=.*", "sslrootcert=" + pem));
    return settings;
  }

  private static Map<String, String> job(Map<String, String> settings) {
    Map<String, String> job = new HashMap<>(settings);
    job.remove("REELPORT_MIGRATE_AT_START");
    job.put("REELPORT_MIGRATE_ONLY", "true");
    return job;
  }

  private static String metrics() {
    return reelport.asAnonymous().get("/q/metrics").response().body();
  }

  private static boolean isLag(String line) {
    return line.startsWith("reelport_kafka_lag{") && !line.endsWith("NaN");
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(SOON);
  }
}
