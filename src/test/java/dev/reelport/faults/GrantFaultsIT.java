package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Browser;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Tokens and grants end at any time, and at whichever instance. Imports come first: the invariants
 * know of no other units than theirs.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag(FaultTest.FULL_RUN_ONLY)
class GrantFaultsIT {

  private static final int REQUESTS = 50;

  private static Stage stage;
  private static ServiceProcess second;

  private final ExecutorService callers = Executors.newFixedThreadPool(REQUESTS);
  private final String user = Reelport.newUser();
  private final ApiClient api = stage.reelport.as(user);
  private final SimChannel channel = stage.channel(120);

  @BeforeAll
  static void start() {
    stage = Stage.with(Map.of());
    second = stage.reelport.anotherInstance();
  }

  @AfterAll
  static void stop() {
    second.close();
    stage.close();
  }

  @AfterEach
  void endCallers() {
    callers.shutdown();
  }

  @FaultTest(number = 21, promise = "invalid_grant: imports wait for reconnect, and nobody loops")
  @Test
  @Order(1)
  void aGrantThatEndsInTheMiddleOfAnImportIsWaitedForAndTheImportGoesOn() {
    // Given
    connect();
    stage.youTube.latency(Duration.ofMillis(100));
    String id = stage.importedUpTo(user, channel, 1);

    // When
    stage.youTube.grants().withdraw(channel);

    // Then
    JsonNode waiting = api.until(id, i -> i.hasNonNull("waiting"));
    assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("reconnect");
    stage.youTube.heal();
    int asked = stage.youTube.calls(Route.TOKEN);
    int units = stage.youTube.units();
    Stage.pass(Duration.ofSeconds(5));
    assertThat(stage.youTube.calls(Route.TOKEN)).isEqualTo(asked);
    assertThat(stage.youTube.units()).isEqualTo(units);
    assertThat(api.get("/v1/imports/" + id).json().get("version"))
        .isEqualTo(waiting.get("version"));

    // And after another consent nothing is missing
    connect();
    assertThat(api.ended(id).at("/counts/imported").asInt()).isEqualTo(120);
    stage.holds();
  }

  @FaultTest(number = 21, promise = "an expired token is renewed once for 50 at two instances")
  @Test
  @Order(2)
  void anExpiredTokenIsRenewedOnceForAllWhoNeedIt() throws SQLException {
    // Given
    connect();
    expire();

    // When
    List<JsonNode> answers = allAtOnce();

    // Then
    assertThat(answers).allSatisfy(this::isTheChannel);
    assertThat(stage.youTube.grants().refreshes(channel)).isEqualTo(1);
  }

  @FaultTest(number = 21, promise = "a token that YouTube refuses is renewed once, too")
  @Test
  @Order(2)
  void aRefusedTokenIsRenewedOnceForAllWhoNeedIt() {
    // Given a token that ends before its time
    connect();
    stage.youTube.grants().expireAccessTokens();

    // When
    List<JsonNode> answers = allAtOnce();

    // Then
    assertThat(answers).allSatisfy(this::isTheChannel);
    assertThat(stage.youTube.grants().refreshes(channel)).isEqualTo(1);
  }

  private void connect() {
    new Browser(channel).connect(api, second.uri());
  }

  private void expire() throws SQLException {
    try (var connection = stage.stack.postgres().connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "update connection set expires_at = now(), refresh_at = now() where user_id = '"
              + user
              + "'");
    }
  }

  private List<JsonNode> allAtOnce() {
    List<CompletableFuture<JsonNode>> answers =
        IntStream.range(0, REQUESTS)
            .mapToObj(n -> n % 2 == 0 ? api : api.at(second.uri()))
            .map(
                at ->
                    CompletableFuture.supplyAsync(
                        () -> at.get("/v1/youtube/channel").json(), callers))
            .toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private void isTheChannel(JsonNode answer) {
    assertThat(answer.path("id").asText()).as(answer.toString()).isEqualTo(channel.id());
  }
}
