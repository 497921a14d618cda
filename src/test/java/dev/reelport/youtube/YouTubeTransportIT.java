package dev.reelport.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.DevStack;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SeenRequest;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.YouTubeSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire to YouTube, seen from its side of a TLS connection. */
class YouTubeTransportIT {

  private static YouTubeSimulator youTube;
  private static Reelport reelport;

  @BeforeAll
  static void start() {
    youTube = YouTubeSimulator.startTls(0);
    DevStack stack = DevStack.builder().youtube(youTube.uri()).fsync(false).start();
    reelport =
        Reelport.on(
            youTube,
            stack,
            Map.of(
                "QUARKUS_REST_CLIENT_YOUTUBE_TRUST_STORE",
                youTube.trustStore().toString(),
                "QUARKUS_REST_CLIENT_YOUTUBE_TRUST_STORE_PASSWORD",
                youTube.trustStorePassword(),
                "QUARKUS_REST_CLIENT_YOUTUBE_TRUST_STORE_TYPE",
                "PKCS12",
                // As 60 s and 10 s in production, but nobody has to wait for them here.
                "QUARKUS_REST_CLIENT_YOUTUBE_CONNECTION_TTL",
                "2000",
                "QUARKUS_REST_CLIENT_YOUTUBE_READ_TIMEOUT",
                "3000",
                "REELPORT_YOUTUBE_DEADLINE",
                "3s"));
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @BeforeEach
  void forget() {
    youTube.heal();
    youTube.resetUnits();
  }

  @Test
  void callsTravelCompressedOverHttp2WithTheKeyInAHeader() {
    // When a channel is imported
    imported("wire", 120);

    // Then every call was as small, and as silent about the key, as it can be
    assertThat(youTube.requests()).hasSize(7).allSatisfy(YouTubeTransportIT::isAsItShouldBe);
  }

  private static void isAsItShouldBe(SeenRequest request) {
    assertThat(request.httpVersion()).isEqualTo("HTTP_2");
    assertThat(request.header("accept-encoding").orElse("")).contains("gzip");
    assertThat(request.header("user-agent").orElse("")).contains("gzip");
    assertThat(request.header("x-goog-api-key")).contains("simulator-key");
    assertThat(request.parameters().toString()).doesNotContain("simulator-key");
    assertThat(request.parameters()).doesNotContainKey("key");
  }

  @Test
  void connectionsAreReusedAndClosedWhenNobodyNeedsThem() {
    // Given no connection
    Awaitility.await().until(() -> youTube.connectionsOpen() == 0);
    int before = youTube.connectionsOpened();

    // When 21 calls are made, two at a time
    imported("reused", 500);

    // Then they shared a connection or two, which are soon closed
    assertThat(youTube.requests()).hasSize(21);
    assertThat(youTube.connectionsOpened() - before).isBetween(1, 2);
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> youTube.connectionsOpen() == 0);
  }

  @Test
  void aBurstOpensNoMoreThanAHundredConnections() throws Exception {
    // Given a service that is warm, and a YouTube that takes its time
    imported("warm", 120);
    SimChannel channel = youTube.world().channel("burst").plain().uploads(300);
    youTube.latency(Duration.ofMillis(300));
    ApiClient api = reelport.as(Reelport.newUser());

    // When 150 people look at videos and at the same time some import
    ExecutorService people = Executors.newFixedThreadPool(150);
    List<Future<ApiClient.Answer>> answers =
        IntStream.range(0, 150)
            .mapToObj(n -> channel.video(n).id())
            .map(id -> people.submit(() -> preview(api, id)))
            .toList();
    JsonNode ended = api.imported(channel.id());

    // Then all are served, over a bounded number of connections
    for (Future<ApiClient.Answer> answer : answers) {
      assertThat(answer.get().status()).as(answer.get().response().body()).isEqualTo(200);
    }
    people.shutdown();
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(300);
    // One may carry them all: how many streams run at once depends on how fast people arrive
    assertThat(youTube.mostConnectionsOpen()).isBetween(1, 100);
  }

  private static ApiClient.Answer preview(ApiClient api, String target) {
    return api.post("/v1/imports/preview", "{\"target\": \"" + target + "\"}");
  }

  @Test
  void anAnswerThatNeverComesIsGivenUpAndAskedForAgain() {
    // Given a call that is never answered, and one that stops in the middle of its body
    youTube.fail(FaultRule.on(Route.PLAYLIST_ITEMS).call(2).with(Faults.stalled()));
    youTube.fail(FaultRule.on(Route.VIDEOS).call(2).with(Faults.stalledBody()));

    // When a channel is imported
    long began = System.nanoTime();
    JsonNode ended = imported("stalled", 120);

    // Then each was given up in time, and its second try is on the bill
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    assertThat(ended.at("/units/spent").asInt()).isEqualTo(9).isEqualTo(youTube.units());
  }

  private static JsonNode imported(String name, int uploads) {
    SimChannel channel = youTube.world().channel(name).plain().uploads(uploads);
    JsonNode ended = reelport.as(Reelport.newUser()).imported(channel.id());
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(uploads);
    return ended;
  }
}
