package dev.reelport.testing.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatorFaultsTest {

  private YouTubeSimulator simulator;
  private Visitor visitor;
  private SimChannel channel;

  @BeforeEach
  void start() {
    simulator = YouTubeSimulator.start(0);
    visitor = new Visitor(simulator);
    channel = simulator.world().channel("faults").plain().uploads(120);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(ApiErrors.keyInvalidLegacy(), "400 keyInvalid"),
        Arguments.of(ApiErrors.refererBlocked(), "403 "),
        Arguments.of(ApiErrors.accessNotConfigured(), "403 accessNotConfigured"),
        Arguments.of(ApiErrors.permissionDenied(), "403 SERVICE_UNAVAILABLE"),
        Arguments.of(ApiErrors.insufficientPermissions(), "403 insufficientPermissions"),
        Arguments.of(ApiErrors.invalidCredentials(), "401 authError"),
        Arguments.of(ApiErrors.quotaExceeded(), "403 quotaExceeded"),
        Arguments.of(ApiErrors.dailyLimitExceeded(), "403 dailyLimitExceeded"),
        Arguments.of(ApiErrors.perMinute(), "429 rateLimitExceeded"),
        Arguments.of(ApiErrors.userRateLimitExceeded(), "403 userRateLimitExceeded"),
        Arguments.of(ApiErrors.backendError(503), "503 backendError"),
        Arguments.of(ApiErrors.internal(), "500 backendError"),
        Arguments.of(ApiErrors.unavailable(), "503 "));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void everyErrorCanBeOrdered(ApiError error, String told) throws Exception {
    // When
    simulator.fail(FaultRule.onApi().with(Faults.error(error)));

    // Then
    assertThat(Visitor.reason(visitor.api(uploads("")))).isEqualTo(told);
  }

  @Test
  void aRuleStrikesOnlyTheCallsItNames() throws Exception {
    // Given
    ActiveFault third =
        simulator.fail(FaultRule.on(Route.PLAYLIST_ITEMS).call(3).with(Faults.html(502)));

    // Then
    assertThat(statuses(5)).containsExactly(200, 200, 502, 200, 200);
    assertThat(visitor.api("channels?part=id&id=" + channel.id()).statusCode()).isEqualTo(200);
    assertThat(third.struck()).isEqualTo(1);
  }

  @Test
  void aRuleEndsWhenItIsClosed() throws Exception {
    // Given
    try (ActiveFault all = simulator.fail(FaultRule.onApi().with(Faults.html(500)))) {
      assertThat(statuses(2)).containsExactly(500, 500);
      assertThat(all.struck()).isEqualTo(2);
    }

    // Then
    assertThat(statuses(1)).containsExactly(200);
  }

  @Test
  void chanceFollowsItsSeed() throws Exception {
    // Given
    FaultRule rule = FaultRule.onApi().probability(0.3, 42).with(Faults.backendError(500));

    // When
    simulator.fail(rule);
    List<Integer> once = statuses(40);
    simulator.heal();
    simulator.fail(rule);
    List<Integer> again = statuses(40);

    // Then
    assertThat(again).isEqualTo(once).contains(200, 500);
  }

  @Test
  void laterPagesCanFailAlone() throws Exception {
    // Given
    simulator.fail(
        FaultRule.on(Route.PLAYLIST_ITEMS).laterPages().times(1).with(Faults.playlistNotFound()));

    // When
    JsonNode first = visitor.apiJson(uploads("&maxResults=50"));
    String second = uploads("&maxResults=50&pageToken=" + first.path("nextPageToken").asText());

    // Then
    assertThat(Visitor.reason(visitor.api(second))).isEqualTo("404 playlistNotFound");
    assertThat(visitor.api(second).statusCode()).isEqualTo(200);
  }

  @Test
  void connectionsBreakBeforeAndWithinTheBody() throws Exception {
    // Given
    for (Fault broken : List.of(Faults.reset(), Faults.cutBody())) {
      ActiveFault fault = simulator.fail(FaultRule.onApi().with(broken));

      // When
      assertThatThrownBy(() -> visitor.api(uploads(""))).isInstanceOf(IOException.class);
      fault.close();

      // Then
      assertThat(fault.struck()).isPositive();
      assertThat(statuses(1)).containsExactly(200);
    }
  }

  @Test
  void answersStallAndCrawl() throws Exception {
    // Given
    Duration pause = Duration.ofMillis(150);
    simulator.fail(FaultRule.onApi().call(1).with(Faults.slowBody(pause)));
    simulator.fail(FaultRule.onApi().call(1).with(Faults.delay(pause)));
    simulator.fail(FaultRule.onApi().call(1).with(Faults.stalledBody()));
    simulator.fail(FaultRule.onApi().call(1).with(Faults.stalled()));

    // Then
    for (int slow = 0; slow < 2; slow++) {
      long start = System.nanoTime();
      assertThat(visitor.apiJson(uploads("")).path("items")).hasSize(5);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(pause);
    }
    for (int stalled = 0; stalled < 2; stalled++) {
      assertThatThrownBy(() -> new Visitor(simulator, pause).api(uploads("")))
          .isInstanceOf(HttpTimeoutException.class);
    }
  }

  @Test
  void bodiesComeCutEmptyHugeAndDeep() throws Exception {
    // Given
    Fault[] kinds = {
      Faults.truncatedJson(),
      Faults.emptyBody(),
      Faults.hugeBody(5 << 20),
      Faults.deepJson(5000),
      Faults.wrongShape(),
      Faults.wrongTypes()
    };
    for (Fault kind : kinds) {
      simulator.fail(FaultRule.onApi().call(1).with(kind));
    }

    // Then
    assertThatThrownBy(() -> visitor.apiJson(uploads("")))
        .isInstanceOf(JsonProcessingException.class);
    assertThat(visitor.api(uploads("")).body()).isEmpty();
    assertThat(visitor.api(uploads("")).body()).hasSizeGreaterThan(4 << 20);
    assertThat(visitor.api(uploads("")).body()).contains("[".repeat(5000));
    assertThat(visitor.apiJson(uploads("")).isArray()).isTrue();
    assertThat(visitor.apiJson(uploads("")).path("kind").isInt()).isTrue();
    assertThat(visitor.apiJson(uploads("")).path("items")).hasSize(5);
  }

  @Test
  void pagesLoopAndNeverEnd() throws Exception {
    // Given
    ActiveFault loop =
        simulator.fail(FaultRule.on(Route.PLAYLIST_ITEMS).with(Faults.pageTokenLoop()));
    String second = uploads("&maxResults=50&pageToken=" + PageToken.next(50));

    // Then
    assertThat(visitor.apiJson(second).path("nextPageToken").asText())
        .isEqualTo(PageToken.next(50));

    // And
    loop.close();
    simulator.fail(FaultRule.on(Route.PLAYLIST_ITEMS).with(Faults.endlessList()));
    JsonNode far = visitor.apiJson(uploads("&maxResults=50&pageToken=" + PageToken.next(99_950)));
    assertThat(far.path("items")).hasSize(50);
    assertThat(far.path("nextPageToken").asText()).isEqualTo(PageToken.next(100_000));
  }

  @Test
  void latencyDelaysEveryAnswer() throws Exception {
    // Given
    simulator.latency(Duration.ofMillis(80));

    // When
    long start = System.nanoTime();
    visitor.api(uploads(""));

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(80));
  }

  private List<Integer> statuses(int calls) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      statuses.add(visitor.api(uploads("")).statusCode());
    }
    return statuses;
  }

  private String uploads(String more) {
    return "playlistItems?part=contentDetails&playlistId=" + channel.uploadsId() + more;
  }
}
