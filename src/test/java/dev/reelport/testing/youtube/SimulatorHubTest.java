package dev.reelport.testing.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.reelport.testing.youtube.SimHub.Delivery;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorHubTest {

  private final List<String> told = new CopyOnWriteArrayList<>();
  private YouTubeSimulator simulator;
  private HttpServer subscriber;
  private Visitor visitor;
  private SimChannel channel;

  @BeforeEach
  void start() throws Exception {
    simulator = YouTubeSimulator.start(0);
    visitor = new Visitor(simulator);
    channel = simulator.world().channel("hub").uploads(3);
    subscriber = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    subscriber.createContext(
        "/",
        exchange -> {
          String query = String.valueOf(exchange.getRequestURI().getQuery());
          String signature = exchange.getRequestHeaders().getFirst("X-Hub-Signature");
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (!body.isEmpty()) {
            told.add(signature + " " + body);
          }
          byte[] echo =
              query
                  .replaceFirst(".*hub\\.challenge=([0-9]+).*", "$1")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, echo.length);
          exchange.getResponseBody().write(echo);
          exchange.close();
        });
    subscriber.start();
    simulator
        .hub()
        .reaches(
            "https://public.test",
            URI.create("http://127.0.0.1:" + subscriber.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    subscriber.stop(0);
    simulator.close();
  }

  @Test
  void whoeverIsVerifiedIsToldWithASignature() throws Exception {
    // When
    assertThat(ask("subscribe")).isEqualTo(202);
    Awaitility.await().until(() -> simulator.hub().subscriber(channel).isPresent());
    SimVideo video = channel.publish();

    // Then
    assertThat(simulator.hub().announce(video)).map(Delivery::status).contains(200);
    assertThat(told).singleElement().asString().startsWith("sha1=").contains(video.id());
    assertThat(simulator.units()).isZero();

    // And no more after that
    assertThat(ask("unsubscribe")).isEqualTo(202);
    Awaitility.await().until(() -> simulator.hub().subscriber(channel).isEmpty());
    assertThat(simulator.hub().announce(video)).isEmpty();
  }

  @Test
  void itCanBeBusyOrSilentOrDeny() throws Exception {
    // When busy
    simulator.hub().busy(true);
    assertThat(ask("subscribe")).isEqualTo(503);
    simulator.hub().busy(false).denying(true);

    // When it denies
    assertThat(ask("subscribe")).isEqualTo(202);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(simulator.hub().verifications())
                    .containsExactly("denied " + channel.id() + " 200"));

    // When it is silent
    simulator.hub().denying(false).silent(true);
    ask("subscribe");
    assertThat(simulator.hub().announce(channel.publish())).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void aHastyOneHasVerifiedWhenItAnswers() throws Exception {
    // Given
    simulator.hub().hasty(true);

    // When
    assertThat(ask("subscribe")).isEqualTo(202);

    // Then
    assertThat(simulator.hub().subscriber(channel)).isPresent();
  }

  private int ask(String mode) throws Exception {
    String topic =
        URLEncoder.encode(
            "https://www.youtube.com/xml/feeds/videos.xml?channel_id=" + channel.id(),
            StandardCharsets.UTF_8);
    return visitor
        .post(
            "/subscribe",
            "hub.mode="
                + mode
                + "&hub.callback=https://public.test/here&hub.secret=s&hub.topic="
                + topic)
        .statusCode();
  }
}
