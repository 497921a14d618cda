package dev.reelport.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Browser;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.RedisProbe;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.model.ModelServer;
import dev.reelport.testing.model.ModelServer.Reply;
import dev.reelport.testing.stack.DevStack;
import dev.reelport.testing.stack.Server;
import dev.reelport.testing.youtube.ActiveFault;
import dev.reelport.testing.youtube.ApiErrors;
import dev.reelport.testing.youtube.Bucket;
import dev.reelport.testing.youtube.Fault;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Grants;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.YouTubeSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What must stay secret is in nothing that leaves the service, whatever goes wrong. */
class SecretsIT {

  private static final String CONNECTION = "/v1/connections/youtube";
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Secrets of the environment, each unlike anything else. */
  private final Map<String, String> environment =
      Stream.of(
              "YOUTUBE_API_KEY",
              "DATABASE_PASSWORD",
              "DATABASE_MIGRATION_PASSWORD",
              "GOOGLE_CLIENT_SECRET",
              "REELPORT_ANALYSIS_API_KEY")
          .collect(Collectors.toMap(name -> name, SecretsIT::planted));

  private final String encryptionKey =
      Base64.getEncoder()
          .encodeToString(
              UUID.randomUUID().toString().substring(4).getBytes(StandardCharsets.UTF_8));

  private final String badToken = planted("bad-token");
  private final String collectorsToken = planted("collectors-token");
  private final List<String> answers = new ArrayList<>();

  private Reelport reelport;

  private static String planted(String what) {
    return "planted-" + what.toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID();
  }

  @Test
  void noSecretLeavesTheServiceWhateverFails() throws IOException {
    // Given a service that was told secrets
    try (OtlpCollector collector = new OtlpCollector();
        ModelServer model = ModelServer.start();
        Reelport started = started(collector, model)) {
      reelport = started;
      String user = Reelport.newUser();
      String token = reelport.tokens().token(user);

      // When everything goes wrong that can, and then something works
      grantsFail();
      youTubeFails(user);
      requestsAreRefused(token);
      storesAreAway(user, token);
      SimChannel channel = reelport.youTube().world().channel("after-all").plain().uploads(3);
      reelport.as(user).imported(channel.id());
      Awaitility.await().atMost(SOON).until(() -> !collector.spans().isEmpty());
      Awaitility.await().atMost(SOON).until(() -> !model.asked().isEmpty());

      // Then the secrets were used, and are nowhere to be seen
      assertThat(reelport.youTube().units(Bucket.GENERAL, environment.get("YOUTUBE_API_KEY")))
          .isPositive();
      String modelKey = environment.get("REELPORT_ANALYSIS_API_KEY");
      assertThat(model.asked().get(0).headers())
          .containsEntry("authorization", "Bearer " + modelKey);
      List<String> secrets = new ArrayList<>(environment.values());
      secrets.addAll(List.of(badToken, collectorsToken, encryptionKey));
      secrets.addAll(List.of(token.split("\\.")).subList(1, 3));
      secrets.addAll(Grants.prefixes());
      assertThat(reelport.dump()).as("encrypted tokens").contains("v1.planted.");
      Map<String, String> places = places(collector);
      places.forEach(
          (place, text) -> {
            assertThat(text).as(place).isNotBlank();
            assertThat(secrets).as(place).noneMatch(text::contains);
          });
    }
  }

  private Reelport started(OtlpCollector collector, ModelServer model) {
    model.answers(asked -> new Reply(401, "{\"error\": \"" + asked.headers() + "\"}"));
    YouTubeSimulator youTube = YouTubeSimulator.start(0);
    DevStack stack = DevStack.fromEnvironment(environment).youtube(youTube.uri()).start();
    Map<String, String> settings = new HashMap<>(environment);
    youTube.grants().client("simulator-client", environment.get("GOOGLE_CLIENT_SECRET"));
    settings.put("TOKEN_ENCRYPTION_KEYS", "planted:" + encryptionKey);
    settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.uri().toString());
    settings.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    settings.put("OTEL_EXPORTER_OTLP_HEADERS", "authorization=" + collectorsToken);
    settings.put("REELPORT_ANALYSIS_URL", model.url());
    settings.put("REELPORT_LOG_FORMAT", "json");
    settings.put("REELPORT_YOUTUBE_BREAKER_RECOVERY", "2");
    settings.put("REELPORT_IMPORTS_BACKOFF_MIN", "200ms");
    return Reelport.on(youTube, stack, settings);
  }

  private void grantsFail() {
    // Somebody stays connected, and their tokens in the database; somebody else is thrown out
    connected("stays");
    String user = connected("goes");
    ApiClient api = reelport.as(user);
    SimChannel channel = reelport.youTube().world().channel(user);
    channel.video(0).makePrivate();
    api.imported(channel.id());
    reelport.youTube().grants().expireAccessTokens();
    try (ActiveFault failing =
        reelport.youTube().fail(FaultRule.on(Route.TOKEN).with(Faults.backendError(503)))) {
      String id = api.importOf(channel.id()).get("id").asText();
      Awaitility.await().atMost(SOON).until(() -> failing.struck() > 0);
      keep(api.get("/v1/imports/" + id));
      keep(api.get("/v1/youtube/channel"));
      keep(api.post("/v1/imports/preview", target(channel.id())));
    }
    reelport.youTube().grants().withdraw(channel);
    String id = api.importOf(channel.id()).get("id").asText();
    api.until(id, i -> i.at("/waiting/reason").asText().equals("reconnect"));
    keep(api.get("/v1/youtube/channel"));
    keep(api.get(CONNECTION));
    keep(api.post(CONNECTION, ""));
    URI callback = reelport.service().uri().resolve(CONNECTION + "/callback");
    HttpResponse<String> stale =
        new Browser(channel).get(URI.create(callback + "?state=x&code=4/0sim-none"));
    answers.add(stale.headers() + stale.body());
  }

  private String connected(String what) {
    String user = what + "-" + UUID.randomUUID();
    SimChannel channel = reelport.youTube().world().channel(user).plain().uploads(2);
    ApiClient api = reelport.as(user);
    new Browser(channel).connect(api, reelport.service().uri());
    Awaitility.await()
        .until(() -> api.get(CONNECTION).json().get("status").asText().equals("connected"));
    keep(api.get(CONNECTION));
    return user;
  }

  private void youTubeFails(String user) {
    ApiClient api = reelport.as(user);
    List<Fault> faults =
        List.of(
            Faults.error(ApiErrors.apiKeyInvalid()),
            Faults.backendError(500),
            Faults.reset(),
            Faults.truncatedJson(),
            Faults.perMinute429());
    for (Fault fault : faults) {
      SimChannel channel = channel();
      try (ActiveFault failing =
          reelport.youTube().fail(FaultRule.on(Route.CHANNELS).with(fault))) {
        String id = api.importOf(channel.id()).get("id").asText();
        keep(api.post("/v1/imports/preview", target(channel.id())));
        Awaitility.await().atMost(SOON).until(() -> failing.struck() > 0);
        api.until(id, i -> i.get("status").asText().equals("waiting"));
        keep(api.get("/v1/imports/" + id));
        keep(api.post("/v1/imports/" + id + "/cancel", ""));
      }
    }
  }

  private void requestsAreRefused(String token) {
    ApiClient api = reelport.withToken(token);
    keep(reelport.withToken(badToken).get("/v1/imports"));
    keep(reelport.withToken(token + "x").get("/v1/imports"));
    keep(api.get("/v1/admin/quota"));
    keep(api.get("/v1/nothing"));
    keep(api.post("/v1/imports", "{\"target\":"));
    keep(api.post("/v1/imports", "{\"target\":\"" + "x".repeat(70_000) + "\"}"));
    keep(api.post("/v1/imports", "{\"apiKey\":1}"));
    keep(api.post("/v1/imports", target("https://example.com/")));
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      kafka.send(KafkaDoor.REQUESTS, "somebody", "{\"what\": 1}");
      kafka.await(KafkaDoor.DEAD_LETTERS, 1, record -> true);
    }
  }

  private void storesAreAway(String user, String token) {
    ApiClient api = reelport.as(user);
    for (Server store : List.of(reelport.stack().postgres(), reelport.stack().redis())) {
      store.kill();
      keep(api.post("/v1/imports", target(channel().id())));
      keep(api.post("/v1/imports/preview", target(channel().id())));
      keep(reelport.withToken(token).get("/v1/projects"));
      keep(reelport.asAnonymous().get("/q/health"));
      store.start();
      Awaitility.await().atMost(SOON).until(() -> reelport.service().isReady());
    }
  }

  private SimChannel channel() {
    return reelport.youTube().world().channel("secret-" + UUID.randomUUID()).plain().uploads(2);
  }

  private static String target(String target) {
    return "{\"target\":\"" + target + "\"}";
  }

  private void keep(Answer answer) {
    answers.add(answer.response().headers() + answer.response().body());
  }

  private Map<String, String> places(OtlpCollector collector) throws IOException {
    Map<String, String> places = new HashMap<>();
    places.put("answers", String.join("\n", answers));
    places.put("log", Files.readString(reelport.service().log()));
    places.put("traces", String.join("\n", collector.bodies()));
    places.put("database", reelport.dump());
    places.put("Redis", new RedisProbe(reelport.stack().redis().url()).dump());
    places.put("metrics", reelport.asAnonymous().get("/q/metrics").response().body());
    places.put("description", reelport.asAnonymous().get("/q/openapi").response().body());
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      for (String topic : List.of(KafkaDoor.STEPS, KafkaDoor.EVENTS, KafkaDoor.DEAD_LETTERS)) {
        places.put(
            topic,
            kafka.read(topic).stream().map(SecretsIT::text).collect(Collectors.joining("\n")));
      }
    }
    return places;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder text = new StringBuilder(KafkaDoor.text(record));
    record
        .headers()
        .forEach(
            header -> text.append(' ').append(new String(header.value(), StandardCharsets.UTF_8)));
    return text.toString();
  }
}
