package dev.reelport.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Mangled;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Garbage, by chance and by design: no fault of ours, nothing of it in the log, and no hang. */
class HostileInputIT {

  private static final long SEED = Long.getLong("reelport.seed", 20261123);
  private static final String PLANTED = "planted-by-a-stranger";

  private static final Pattern TOKEN =
      Pattern.compile("push_subscription \\([^,]*,([A-Za-z0-9_-]+),");

  private static Reelport reelport;

  private final Random random = new Random(SEED);
  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);

  @BeforeAll
  static void start() {
    reelport =
        Reelport.with(
            Map.of(
                "PUBLIC_URL", "https://reelport.example",
                "GOOGLE_CLIENT_ID", "client",
                "GOOGLE_CLIENT_SECRET", "client-secret",
                "TOKEN_ENCRYPTION_KEYS", "k1:" + "A".repeat(43) + "=",
                "REELPORT_DISCOVERY_PUSH_EVERY", "1s"));
    System.out.println("hostile input: seed " + SEED);
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @AfterEach
  void theServiceIsWellAndItsLogSaysNothingOfTheGarbage() throws IOException {
    assertThat(api.get("/q/health/ready").status()).isEqualTo(200);
    assertThat(api.imported("AAAAAAAAAAA").at("/error/code").asText()).isEqualTo("not_found");
    assertThat(Files.readAllLines(reelport.service().log()))
        .noneMatch(line -> line.contains(PLANTED))
        .noneMatch(line -> line.matches(".* (ERROR|FATAL) .*"));
  }

  @Test
  void bodiesAndPathsOfEveryCallAreRefusedOrServed() {
    List<String> bodies =
        List.of(
            "{\"target\":\"" + PLANTED + "\",\"options\":{\"private\":true}}",
            "{\"title\":\"" + PLANTED + "\",\"tools\":[\"a\"],\"private\":false}",
            "{\"reason\":\"" + PLANTED + "\",\"cursor\":\"x\"}",
            "{\"letters\":[{\"partition\":0,\"offset\":1}]}");
    List<String> paths =
        List.of(
            "POST /v1/imports",
            "POST /v1/imports/preview",
            "PATCH /v1/projects/01890000-0000-7000-8000-000000000000",
            "POST /v1/connections/youtube",
            "POST /v1/sources",
            "PATCH /v1/sources/01890000-0000-7000-8000-000000000000",
            "POST /v1/imports/bulk",
            "POST /v1/admin/catalogue/tools",
            "POST /v1/admin/dead-letters/replay");
    ApiClient admin = reelport.asAdmin();
    for (int n = 0; n < 900; n++) {
      String[] call = paths.get(n % paths.size()).split(" ", 2);
      byte[] body =
          n % 7 == 0
              ? Mangled.noise(random, 2_000)
              : Mangled.of(bodies.get(random.nextInt(bodies.size())), random);
      Answer answer =
          admin.send(
              admin
                  .request(call[1] + (n % 3 == 0 ? "?x=" + escaped(Mangled.noise(random, 50)) : ""))
                  .header("Content-Type", "application/json")
                  .method(call[0], BodyPublishers.ofByteArray(body)));
      assertThat(answer.status()).as("%d: %s", n, shown(body)).isLessThan(500);
    }
  }

  @Test
  void whateverComesBackFromConsentIsAPageForPeople() {
    String good = "state=" + PLANTED + ".c2lnbmF0dXJl&code=4/" + PLANTED + "&error=access_denied";
    for (int n = 0; n < 300; n++) {
      String query =
          n % 5 == 0
              ? "state=" + escaped(Mangled.noise(random, 3_000)) + "&code=x"
              : shown(Mangled.of(good, random)).replaceAll("[^A-Za-z0-9=&._/-]", "%25");
      Answer answer =
          api.send(
              HttpRequest.newBuilder(
                  reelport.service().uri().resolve("/v1/connections/youtube/callback?" + query)));
      assertThat(answer.status()).as(query).isBetween(400, 499);
      assertThat(answer.response().body()).as(query).doesNotContain(PLANTED);
    }
  }

  @Test
  void whateverComesToTheHookTellsNobodyAnything() {
    // Given an address that the hub knows, and others
    SimChannel channel = reelport.youTube().world().channel("hooked").plain().uploads(1);
    reelport.as(user).imported(channel.id());
    Awaitility.await().until(() -> reelport.count("select count(*) from push_subscription") == 1);
    Matcher row = TOKEN.matcher(reelport.dump());
    assertThat(row.find()).isTrue();
    String feed =
        "<feed xmlns:yt=\"http://www.youtube.com/xml/schemas/2015\""
            + " xmlns=\"http://www.w3.org/2005/Atom\"><entry><yt:videoId>%s</yt:videoId>"
            + "<yt:channelId>%s</yt:channelId><title>%s</title></entry></feed>";

    for (int n = 0; n < 300; n++) {
      String token = n % 3 == 0 ? "x".repeat(1 + random.nextInt(80)) : row.group(1);
      byte[] body =
          n % 4 == 0
              ? Mangled.noise(random, 5_000)
              : Mangled.of(feed.formatted("AAAAAAAAAAA", channel.id(), PLANTED), random);
      String query = "?hub.mode=subscribe&hub.topic=" + escaped(Mangled.noise(random, 100));
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
              reelport.service().uri().resolve("/hooks/youtube/" + token + query));
      if (n % 5 == 0) {
        // When somebody wants something verified
        Answer answer = api.send(request);
        assertThat(answer.status()).as("%d", n).isEqualTo(404);
        assertThat(answer.response().body()).isEmpty();
      } else {
        // When somebody tells something
        String signature = "sha1=" + Integer.toHexString(random.nextInt()).repeat(5);
        Answer answer =
            api.send(
                request
                    .header("X-Hub-Signature", signature)
                    .POST(BodyPublishers.ofByteArray(body)));
        assertThat(answer.status()).as("%d: %s", n, shown(body)).isEqualTo(204);
      }
    }
    assertThat(reelport.count("select count(*) from import where rung = 'push'")).isZero();
  }

  @Test
  void recordsThatMeanNothingGoAsideAndHoldNobodyUp() {
    String good =
        "{\"specversion\":\"1.0\",\"id\":\"7\",\"type\":\"t\",\"source\":\"/s\",\"data\":"
            + "{\"requestId\":\"%s\",\"userId\":\"%s\",\"target\":\"%s\"}}";
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      for (int n = 0; n < 300; n++) {
        byte[] value =
            n % 6 == 0
                ? Mangled.noise(random, 5_000)
                : Mangled.of(good.formatted("r-" + n, PLANTED, PLANTED), random);
        byte[] key = n % 4 == 0 ? null : Mangled.noise(random, 40);
        kafka.send(new ProducerRecord<>(KafkaDoor.REQUESTS, key, value));
      }
      for (int partition = 0; partition < 8; partition++) {
        String body =
            "{\"requestId\":\"good-%d\",\"userId\":\"%s\",\"target\":\"AAAAAAAAAAA\"}"
                .formatted(partition, user);
        kafka.send(
            new ProducerRecord<>(
                KafkaDoor.REQUESTS,
                partition,
                user.getBytes(StandardCharsets.UTF_8),
                body.getBytes(StandardCharsets.UTF_8)));
      }
      kafka.await(KafkaDoor.DEAD_LETTERS, 250, record -> true);
    }
    Awaitility.await("the good records")
        .atMost(Duration.ofSeconds(30))
        .until(() -> reelport.count("select count(*) from import where user_id = ?", user) >= 8);
  }

  private static String escaped(byte[] bytes) {
    return URLEncoder.encode(shown(bytes), StandardCharsets.ISO_8859_1);
  }

  private static String shown(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
