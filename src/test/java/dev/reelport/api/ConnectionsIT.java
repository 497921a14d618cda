package dev.reelport.api;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Browser;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.TopicTail;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Grants;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People connect their YouTube, and nobody gets in. */
class ConnectionsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/v1/connections/youtube";
  private static final String SCOPE = "https://www.googleapis.com/auth/youtube.readonly";

  private final Reelport reelport = Reelport.shared();
  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);
  private final SimChannel channel = reelport.youTube().world().channel(user);
  private final Browser browser = new Browser(channel);

  @AfterEach
  void heal() {
    reelport.youTube().heal();
  }

  @Test
  void aPersonConnectsAndOnlyTheEncryptedFormOfTheTokensIsKept() throws IOException {
    // Given
    Answer begun = api.post(PATH, "");
    assertThat(begun.status()).as(begun.response().body()).isEqualTo(200);
    Map<String, String> asked = query(begun.json().get("authorizationUrl").asText());
    assertThat(asked)
        .containsEntry("scope", SCOPE)
        .containsEntry("response_type", "code")
        .containsEntry("access_type", "offline")
        .containsEntry("prompt", "consent")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("redirect_uri", "https://reelport.test/base" + PATH + "/callback");
    assertThat(asked.get("state")).doesNotContain(user);
    assertThat(Instant.parse(begun.json().get("expiresAt").asText()))
        .isBetween(
            Instant.now().plus(Duration.ofMinutes(8)), Instant.now().plus(Duration.ofMinutes(11)));
    assertThat(status().get("status").asText()).isEqualTo("disconnected");

    // When
    HttpResponse<String> page = comeBack(consent(begun));

    // Then
    isPage(page, 200, "is connected");
    JsonNode status = status();
    assertThat(status.get("status").asText()).isEqualTo("connected");
    assertThat(status.get("scopes")).hasSize(1);
    assertThat(status.at("/scopes/0").asText()).isEqualTo(SCOPE);
    assertThat(status.has("lastError")).isFalse();
    assertThat(reelport.youTube().grants().isGranted(channel)).isTrue();
    assertThat(reelport.dump()).contains("v1.one.").doesNotContain(Grants.prefixes());
    assertThat(Files.readString(reelport.service().log()))
        .doesNotContain(Grants.prefixes())
        .doesNotContain("simulator-client-secret", "BwcHBwcH");
  }

  @Test
  void whoDeclinesIsNotConnected() {
    // Given
    reelport.youTube().grants().refuses(channel);
    URI sentTo = consent(begin());

    // When, Then
    isPage(comeBack(sentTo), 403, "did not allow it");
    assertThat(status().get("status").asText()).isEqualTo("disconnected");

    // And the answer is good for nothing any more
    isPage(comeBack(sentTo), 400, "Begin again");
  }

  @Test
  void whoAllowsTooLittleIsNotConnected() {
    reelport.youTube().grants().allowsOnly(channel, "openid");

    isPage(comeBack(consent(begin())), 400, "did not give what is needed");
    assertThat(status().get("status").asText()).isEqualTo("disconnected");
  }

  @Test
  void aStateWorksOnce() {
    // Given
    URI sentTo = consent(begin());
    isPage(comeBack(sentTo), 200, "is connected");
    String before = status().toString();

    // When
    URI again = URI.create(sentTo.toString().replaceFirst("code=.*", "code=4/another"));

    // Then
    isPage(comeBack(sentTo), 400, "Begin again");
    isPage(comeBack(again), 400, "Begin again");
    assertThat(status()).hasToString(before);
  }

  @Test
  void twoWhoComeBackWithTheSameStateAtOnceAreOne() {
    // Given
    URI sentTo = consent(begin());

    // When
    List<Integer> statuses =
        List.of(1, 2, 3, 4, 5, 6).parallelStream().map(n -> comeBack(sentTo).statusCode()).toList();

    // Then
    assertThat(statuses)
        .containsOnlyOnce(200)
        .filteredOn(status -> status != 200)
        .containsOnly(400);
  }

  @Test
  void oneUsersStateWithAnothersCodeConnectsNobody() {
    // Given
    String other = Reelport.newUser();
    SimChannel othersChannel = reelport.youTube().world().channel(other);
    URI mine = consent(begin());
    URI others =
        new Browser(othersChannel)
            .consentAt(reelport.as(other).post(PATH, "").json().get("authorizationUrl").asText());

    // When
    HttpResponse<String> crossed = comeBack(with(mine, "code", query(others).get("code")));

    // Then
    isPage(crossed, 400, "Google did not confirm it");
    assertThat(status().get("status").asText()).isEqualTo("disconnected");
    assertThat(reelport.as(other).get(PATH).json().get("status").asText())
        .isEqualTo("disconnected");
  }

  @Test
  void whatIsNoStateOfOursIsRefusedWithoutAskingGoogle() {
    // Given
    URI sentTo = consent(begin());
    int asked = reelport.youTube().calls(Route.TOKEN);
    String state = query(sentTo).get("state");
    Random random = new Random(6);

    // Then
    for (int n = 0; n < 200; n++) {
      isPage(comeBack(with(sentTo, "state", garbled(state, random))), 400, "Begin again");
    }
    isPage(browser.get(at(PATH + "/callback")), 400, "Begin again");
    isPage(browser.get(at(PATH + "/callback?state=&code=")), 400, "Begin again");
    isPage(browser.get(at(PATH + "/callback?code=a&code=b&error=%00")), 400, "Begin again");
    assertThat(reelport.youTube().calls(Route.TOKEN)).isEqualTo(asked);

    // And the true one still works
    isPage(comeBack(sentTo), 200, "is connected");
  }

  @Test
  void aGoodStateWithoutACodeOfGooglesConnectsNobody() {
    isPage(comeBack(with(consent(begin()), "code", "")), 400, "Google did not confirm it");
    isPage(comeBack(with(consent(begin()), "code", "\u0000'\"<b>")), 400, "not confirm");
    isPage(comeBack(with(consent(begin()), "code", "4/" + "x".repeat(600))), 400, "not confirm");
    isPage(comeBack(with(consent(begin()), "error", "<b>server_error")), 400, "not confirm");
    assertThat(status().get("status").asText()).isEqualTo("disconnected");
  }

  @Test
  void aGoogleThatDoesNotAnswerIsSaid() {
    // Given
    URI sentTo = consent(begin());
    reelport.youTube().fail(FaultRule.on(Route.TOKEN).with(Faults.backendError(503)));

    // Then
    isPage(comeBack(sentTo), 503, "Wait a little");
    assertThat(status().get("status").asText()).isEqualTo("disconnected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "HEAD", "DELETE", "PUT", "OPTIONS"})
  void onlyGoingThereNeedsNoToken(String method) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(PATH + "/callback")).method(method, BodyPublishers.noBody());

    assertThat(api.send(request).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {PATH, PATH + "/callback/", PATH + "/callback/x", PATH + "/CALLBACK"})
  void everythingAroundItNeedsAToken(String path) {
    assertThat(browser.get(at(path)).statusCode()).isEqualTo(401);
  }

  @Test
  void whoDisconnectsIsForgottenAndTheGrantRevoked() throws IOException {
    // Given
    isPage(comeBack(consent(begin())), 200, "is connected");
    String kafka = reelport.stack().kafka().bootstrap();
    try (TopicTail events = new TopicTail(kafka, "youtube.import.events")) {

      // When
      Answer answer = api.delete(PATH);

      // Then
      assertThat(answer.status()).isEqualTo(204);
      assertThat(reelport.youTube().grants().isGranted(channel)).isFalse();
      assertThat(rows()).isZero();
      assertThat(status().get("status").asText()).isEqualTo("disconnected");
      var told =
          events.await(1, record -> user.equals(new String(record.key(), StandardCharsets.UTF_8)));
      JsonNode event = JSON.readTree(told.get(0).value());
      assertThat(event.get("type").asText()).isEqualTo("dev.reelport.connection.revoked.v1");
      assertThat(event.at("/data/status").asText()).isEqualTo("disconnected");
      assertThat(event.toString()).doesNotContain(Grants.prefixes());

      // And there is nothing more to end
      assertThat(api.delete(PATH).status()).isEqualTo(204);
    }
  }

  @Test
  void aPurgeDoesNotWaitForGoogle() throws IOException {
    // Given
    isPage(comeBack(consent(begin())), 200, "is connected");
    reelport.youTube().fail(FaultRule.on(Route.REVOKE).with(Faults.backendError(503)));

    // When
    int status = api.delete(PATH).status();

    // Then
    assertThat(status).isEqualTo(204);
    assertThat(rows()).isZero();
    assertThat(Files.readString(reelport.service().log())).contains("grant not revoked");
  }

  @Test
  void oneUserSeesAndEndsNothingOfAnothers() {
    // Given
    isPage(comeBack(consent(begin())), 200, "is connected");
    ApiClient stranger = reelport.as(Reelport.newUser());

    // Then
    assertThat(stranger.get(PATH).json().get("status").asText()).isEqualTo("disconnected");
    assertThat(stranger.delete(PATH).status()).isEqualTo(204);
    assertThat(status().get("status").asText()).isEqualTo("connected");
  }

  @Test
  void withoutAPublicAddressNobodyConnects() {
    try (ServiceProcess without = reelport.anotherInstance(Map.of("PUBLIC_URL", ""))) {
      ApiClient there = api.at(without.uri());

      Answer refused = there.post(PATH, "");
      assertProblem(refused, 404, "connections_off");
      assertThat(refused.json().get("detail").asText()).endsWith("PUBLIC_URL.");
      isPage(browser.get(without.uri().resolve(PATH + "/callback")), 404, "switched off");
      assertThat(there.get(PATH).json().get("status").asText()).isEqualTo("disconnected");
      assertThat(there.delete(PATH).status()).isEqualTo(204);
    }
  }

  private Answer begin() {
    return api.post(PATH, "");
  }

  private URI consent(Answer begun) {
    return browser.consentAt(begun.json().get("authorizationUrl").asText());
  }

  private HttpResponse<String> comeBack(URI sentTo) {
    return browser.comeBack(sentTo, reelport.service().uri());
  }

  private JsonNode status() {
    Answer answer = api.get(PATH);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private long rows() {
    return reelport.count("select count(*) from connection where user_id = ?", user);
  }

  private URI at(String path) {
    return reelport.service().uri().resolve(path);
  }

  private static void isPage(HttpResponse<String> answer, int status, String says) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).startsWith("<!DOCTYPE html>").contains(says);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html;"));
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
  }

  private static String garbled(String state, Random random) {
    StringBuilder garbled = new StringBuilder(state);
    switch (random.nextInt(4)) {
      case 0 -> garbled.setCharAt(random.nextInt(state.length()), (char) random.nextInt(0xD800));
      case 1 -> garbled.setLength(random.nextInt(state.length()));
      case 2 -> garbled.insert(random.nextInt(state.length()), (char) (32 + random.nextInt(95)));
      default -> garbled.append(UUID.randomUUID());
    }
    return garbled.toString().equals(state) ? "" : garbled.toString();
  }

  private static URI with(URI sentTo, String name, String value) {
    Map<String, String> query = query(sentTo);
    query.put(name, value);
    StringBuilder uri = new StringBuilder(sentTo.toString().replaceFirst("\\?.*", "?"));
    query.forEach(
        (key, text) ->
            uri.append(key)
                .append('=')
                .append(URLEncoder.encode(text, StandardCharsets.UTF_8))
                .append('&'));
    return URI.create(uri.toString());
  }

  private static Map<String, String> query(URI uri) {
    return query(uri.toString());
  }

  private static Map<String, String> query(String uri) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : uri.substring(uri.indexOf('?') + 1).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }
}
