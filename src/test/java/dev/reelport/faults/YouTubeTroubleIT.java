package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.Wish;
import dev.reelport.testing.youtube.ActiveFault;
import dev.reelport.testing.youtube.ApiErrors;
import dev.reelport.testing.youtube.Fault;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.YouTubeSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever YouTube does: nothing is lost, nothing doubled, every unit accounted for. */
class YouTubeTroubleIT {

  private static final int UPLOADS = 120;
  private static final int UNITS = 7;
  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  private static Stage stage;
  private static Reelport reelport;
  private static YouTubeSimulator youTube;

  private SimChannel channel;
  private String user;
  private ApiClient api;
  private int unitsBefore;

  @BeforeAll
  static void start() {
    stage =
        Stage.with(
            Map.of(
                "REELPORT_YOUTUBE_DEADLINE", "1s",
                "QUARKUS_REST_CLIENT_YOUTUBE_READ_TIMEOUT", "1000"));
    reelport = stage.reelport;
    youTube = stage.youTube;
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void aNewChannelAndAYouTubeThatIsWell() {
    youTube.heal();
    unitsBefore = youTube.units();
    channel = youTube.world().channel("trouble-" + UUID.randomUUID()).plain().uploads(UPLOADS);
    user = Reelport.newUser();
    api = reelport.as(user);
  }

  static Stream<Arguments> onceTroubles() {
    return Stream.of(
        Arguments.of("backend error", Faults.backendError(503), 1),
        Arguments.of("HTML", Faults.html(502), 1),
        Arguments.of("reset", Faults.reset(), 1),
        Arguments.of("cut body", Faults.cutBody(), 1),
        Arguments.of("truncated JSON", Faults.truncatedJson(), 1),
        Arguments.of("wrong shape", Faults.wrongShape(), 1),
        Arguments.of("wrong types", Faults.wrongTypes(), 1),
        Arguments.of("huge body", Faults.hugeBody(5 << 20), 1),
        Arguments.of("deep JSON", Faults.deepJson(5_000), 1),
        Arguments.of("empty body", Faults.emptyBody(), 1),
        Arguments.of("stalled", Faults.stalled(), 1),
        Arguments.of("slow body", Faults.slowBody(Duration.ofMillis(300)), 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("onceTroubles")
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 19, promise = "a hiccup at page k costs its try and nothing else")
  void aHiccupCostsATryAndNothingElse(String name, Fault fault, int tries) {
    // Given a page and details that fail once
    youTube.fail(FaultRule.on(Route.PLAYLIST_ITEMS).call(2).with(fault));
    youTube.fail(FaultRule.on(Route.VIDEOS).call(3).with(fault));

    // When the channel is imported
    JsonNode ended = imported();

    // Then
    allIsThereOnce(ended);
    assertThat(ended.at("/units/spent").asInt()).isEqualTo(UNITS + 2 * tries);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("listTroubles")
  @FaultTest(
      number = 23,
      promise = "404 and invalidPageToken in the middle: nothing missed or doubled")
  void aListThatBreaksInTheMiddleIsReadAgain(String name, Fault fault) {
    // Given a good list that YouTube loses for a moment
    youTube.fail(FaultRule.on(Route.PLAYLIST_ITEMS).laterPages().times(1).with(fault));

    // When
    JsonNode ended = imported();

    // Then
    allIsThereOnce(ended);
    assertThat(breaker()).isEqualTo("closed");
  }

  static Stream<Arguments> listTroubles() {
    return Stream.of(
        Arguments.of("404", Faults.playlistNotFound()),
        Arguments.of("invalid page token", Faults.invalidPageToken()));
  }

  @Test
  void aListThatGoesInCirclesFailsAndCanBeRetried() {
    // Given
    ActiveFault loop =
        youTube.fail(FaultRule.on(Route.PLAYLIST_ITEMS).laterPages().with(Faults.pageTokenLoop()));
    JsonNode failed = imported();
    assertThat(failed.get("status").asText()).isEqualTo("failed");
    assertThat(failed.at("/error/code").asText()).isEqualTo("youtube_unavailable");
    JsonNode counts = failed.get("counts");
    assertThat(counts.get("discovered").asInt()).isEqualTo(sum(counts));
    loop.close();

    // When
    JsonNode ended = retried(failed);

    // Then
    allIsThereOnce(ended);
  }

  static Stream<Arguments> illnesses() {
    return Stream.of(
        Arguments.of("5xx", Faults.backendError(500)),
        Arguments.of("resets", Faults.reset()),
        Arguments.of("timeouts", Faults.stalled()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("illnesses")
  @FaultTest(
      number = 19,
      promise = "the breaker opens at its threshold, half-opens, all goes on at page k")
  void anIllYouTubeIsLeftAloneAndTheImportGoesOnByItself(String name, Fault fault)
      throws IOException {
    // Given a YouTube that is ill from the second page on
    int logged = log().size();
    youTube.fail(FaultRule.on(Route.PLAYLIST_ITEMS).laterPages().with(fault));
    String id = stage.requests.ask(user, Wish.channel(channel));

    // When five tries have failed
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> breaker().equals("open"));

    // Then the import waits, people are told, and YouTube is not bothered
    JsonNode waiting = api.until(id, i -> i.get("status").asText().equals("waiting"));
    assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("youtube_unavailable");
    ApiClient.Answer refused =
        api.post("/v1/imports/preview", "{\"target\": \"" + channel.handle() + "\"}");
    if (breaker().equals("open")) {
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isNotNull();
    }

    // And when it is well again, all goes on by itself
    youTube.heal();
    allIsThereOnce(api.ended(id));
    Awaitility.await().until(() -> breaker().equals("closed"));
    List<String> told = log().subList(logged, log().size());
    assertThat(told)
        .anyMatch(line -> line.matches(".*ERROR.*Circuit breaker OPENED \\{.*failures=5.*"))
        .anyMatch(line -> line.matches(".*WARN .*Circuit breaker OPEN, YouTube requests blocked.*"))
        .anyMatch(line -> line.matches(".*INFO .*Circuit breaker HALF_OPEN.*"))
        .anyMatch(line -> line.matches(".*INFO .*Circuit breaker reset \\{.*failures=.*"));
    assertThat(told.toString()).contains("recovery=").doesNotContain("simulator-key");
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 19, promise = "a half-open breaker lets one call through, whoever waits")
  void whileMoreUsersWaitOneCallAtATimeFindsOutWhetherYouTubeIsBack() throws IOException {
    // Given a YouTube that is ill, and the imports of eight users
    int logged = log().size();
    youTube.fail(FaultRule.onApi().with(Faults.backendError(500)));
    List<String> users = Stream.generate(Reelport::newUser).limit(8).toList();
    List<String> imports =
        users.stream().map(other -> stage.requests.ask(other, Wish.channel(channel))).toList();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> probes(logged) >= 1);

    // When the breaker half-opens again and again
    int calls = youTube.requests().size();
    int probes = probes(logged);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> probes(logged) >= probes + 3);

    // Then each time one call was sent; the one under way at the beginning may have come late
    int callsSince = youTube.requests().size() - calls;
    assertThat(callsSince).isBetween(1, probes(logged) - probes + 1);

    // And all is done when it is well again
    youTube.heal();
    for (int n = 0; n < users.size(); n++) {
      JsonNode ended = reelport.as(users.get(n)).ended(imports.get(n));
      assertThat(ended.at("/counts/imported").asInt()).isEqualTo(UPLOADS);
    }
    stage.holds();
  }

  private static int probes(int since) throws IOException {
    List<String> lines = log();
    return (int)
        lines.subList(since, lines.size()).stream()
            .filter(line -> line.contains("Circuit breaker HALF_OPEN"))
            .count();
  }

  static Stream<Arguments> notIll() {
    return Stream.of(
        Arguments.of("garbage", Faults.wrongShape()),
        Arguments.of("a bad key", Faults.error(ApiErrors.apiKeyInvalid())));
  }

  @ParameterizedTest(name = "{0}")
  @Tag(FaultTest.FULL_RUN_ONLY)
  @MethodSource("notIll")
  @FaultTest(number = 19, promise = "garbage and refusals do not open the breaker")
  void whatIsNoIllnessWaitsWithoutOpeningTheBreaker(String name, Fault fault) {
    // Given many such answers in a row
    ActiveFault many = youTube.fail(FaultRule.on(Route.PLAYLIST_ITEMS).laterPages().with(fault));
    String id = stage.requests.ask(user, Wish.channel(channel));
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> many.struck() >= 6);

    // Then the import waits and the breaker stays closed
    JsonNode waiting = api.until(id, i -> i.get("status").asText().equals("waiting"));
    assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("youtube_unavailable");
    assertThat(breaker()).isEqualTo("closed");

    // And goes on by itself
    many.close();
    allIsThereOnce(api.ended(id));
  }

  @Test
  void whatOneUserAsksForInVainIsNobodyElsesTrouble() {
    // Given a user who asks for ten channels and videos that are not there
    String unlucky = Reelport.newUser();
    for (int n = 0; n < 10; n++) {
      String target = n % 2 == 0 ? "@nobody-" + n : "AAAAAAAAAA" + "AEIMQUYcgk".charAt(n);
      String id = stage.requests.ask(unlucky, new Wish(target, List::of));
      JsonNode failed = reelport.as(unlucky).ended(id);
      assertThat(failed.at("/error/code").asText()).isEqualTo("not_found");
      assertThat(sum(failed.get("counts"))).isZero();
    }

    // Then
    assertThat(breaker()).isEqualTo("closed");
    JsonNode ended = imported();
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(UPLOADS);
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 20, promise = "per minute: waits for seconds")
  void aLimitAMinuteIsWaitedForInSeconds() {
    // Given
    youTube.fail(FaultRule.on(Route.PLAYLIST_ITEMS).call(2).with(Faults.perMinute429()));

    // When
    String id = stage.requests.ask(user, Wish.channel(channel));

    // Then it waits for seconds, not for the day, and goes on
    JsonNode waiting = api.until(id, i -> i.get("status").asText().equals("waiting"));
    assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("rate_limited");
    assertThat(Instant.parse(waiting.at("/waiting/resumesAt").asText()))
        .isBefore(Instant.now().plusSeconds(61));
    JsonNode ended = api.ended(id);
    allIsThereOnce(ended);
    assertThat(ended.at("/units/spent").asInt()).isEqualTo(UNITS + 1);
  }

  static Stream<Arguments> usedUp() {
    return Stream.of(
        Arguments.of("403", Faults.quotaExceeded()), Arguments.of("429", Faults.dayUsedUp429()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("usedUp")
  @FaultTest(
      number = 20,
      promise = "per day: waits until midnight, keeps its page; breaker unaffected")
  void aUsedUpDayIsWaitedForUntilMidnightInCalifornia(String name, Fault fault) throws IOException {
    // Given
    youTube.fail(FaultRule.on(Route.PLAYLIST_ITEMS).call(2).with(fault));

    // When
    String id = stage.requests.ask(user, Wish.channel(channel));
    JsonNode waiting = api.until(id, i -> i.get("status").asText().equals("waiting"));

    // Then it keeps its place until the day is over, and nobody else asks
    assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("quota");
    LocalDate today = LocalDate.now(PACIFIC);
    assertThat(Instant.parse(waiting.at("/waiting/resumesAt").asText()))
        .isEqualTo(today.plusDays(1).atStartOfDay(PACIFIC).toInstant());
    assertThat(breaker()).isEqualTo("closed");
    int calls = youTube.requests().size();
    String otherUser = Reelport.newUser();
    ApiClient other = reelport.as(otherUser);
    String held = stage.requests.ask(otherUser, Wish.playlist(channel.uploadsPlaylist()));
    other.until(held, i -> i.at("/waiting/reason").asText().equals("quota"));
    assertThat(youTube.requests()).hasSize(calls);
    other.post("/v1/imports/" + held + "/cancel", "");

    // And on the next day it goes on where it was
    openAgain(today);
    api.post("/v1/imports/" + id + "/cancel", "");
    JsonNode ended = retried(waiting);
    allIsThereOnce(ended);
    assertThat(ended.at("/units/spent").asInt()).isEqualTo(UNITS + 1);
  }

  private static void openAgain(LocalDate day) throws IOException {
    int port = reelport.stack().redis().port();
    try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String command = "DEL youtube_quota:closed:general:" + day + "\r\n";
      redis.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
      assertThat(redis.getInputStream().readNBytes(2)).asString().isEqualTo(":1");
    }
  }

  private JsonNode retried(JsonNode i) {
    String id = i.get("id").asText();
    stage.requests.retry(user, id);
    return api.ended(id);
  }

  private JsonNode imported() {
    return api.ended(stage.requests.ask(user, Wish.channel(channel)));
  }

  private void allIsThereOnce(JsonNode ended) {
    assertThat(ended.get("status").asText()).isEqualTo("succeeded");
    assertThat(ended.at("/counts/discovered").asInt()).isEqualTo(UPLOADS);
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(UPLOADS);
    assertThat(ended.at("/units/spent").asInt()).isEqualTo(youTube.units() - unitsBefore);
    assertThat(api.all("/v1/projects")).hasSize(UPLOADS);
    stage.holds();
  }

  private static int sum(JsonNode counts) {
    return Stream.of("imported", "duplicates", "filtered", "unavailable", "failed")
        .mapToInt(name -> counts.get(name).asInt())
        .sum();
  }

  private static String breaker() {
    return reelport.asAdmin().get("/v1/admin/quota").json().get("circuitBreaker").asText();
  }

  private static List<String> log() throws IOException {
    return Files.readAllLines(reelport.service().log());
  }
}
