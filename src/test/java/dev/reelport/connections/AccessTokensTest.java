package dev.reelport.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelport.outbox.Topics;
import dev.reelport.platform.Drain;
import dev.reelport.platform.Secret;
import dev.reelport.platform.UserId;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.app.Sessions;
import dev.reelport.testing.e2e.TopicTail;
import dev.reelport.testing.youtube.Fault;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.YouTubeSimulator;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens on a real database, with the simulator in Google's place. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class AccessTokensTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject AccessTokens tokens;
  @Inject Connections connections;
  @Inject Arrival arrival;
  @Inject Rows rows;
  @Inject ConnectionStore store;
  @Inject Renewal renewal;
  @Inject Drain drain;
  @Inject Sessions sessions;
  @Inject CircuitBreakerMaintenance breakers;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  YouTubeSimulator google;

  private final UserId user = new UserId("tokens-" + UUID.randomUUID());
  private SimChannel channel;

  @BeforeEach
  void closeTheBreaker() {
    breakers.reset(GuardedOAuth.BREAKER);
    google.resetUnits();
    channel = google.world().channel(user.value());
  }

  @AfterEach
  void heal() {
    google.heal();
    google.grants().rotate(false);
  }

  @Test
  void aGoodTokenIsTakenAsItIs() {
    // Given
    String given = connect();

    // When
    AccessToken token = sessions.await(() -> tokens.of(user));

    // Then
    assertThat(token.value().reveal()).isEqualTo(given);
    assertThat(token.toString()).doesNotContain(given);
    assertThat(google.calls(Route.TOKEN)).isZero();
  }

  @Test
  void fiftyCallersAtTwoInstancesRenewAnExpiredTokenOnce() {
    // Given
    connect();
    expire("1 second");
    google.fail(FaultRule.on(Route.TOKEN).with(Faults.delay(Duration.ofMillis(300))));
    AccessTokens elsewhere = new AccessTokens(rows, store, renewal, drain);

    // When
    List<CompletableFuture<AccessToken>> callers =
        IntStream.range(0, 50)
            .mapToObj(n -> sessions.start(() -> (n % 2 == 0 ? tokens : elsewhere).of(user)))
            .toList();
    Set<String> values =
        callers.stream().map(caller -> caller.join().value().reveal()).collect(Collectors.toSet());

    // Then
    assertThat(google.grants().refreshes(channel)).isEqualTo(1);
    assertThat(google.calls(Route.TOKEN)).isEqualTo(1);
    assertThat(values).hasSize(1);
    assertThat(view().status()).isEqualTo(ConnectionStatus.CONNECTED);
  }

  @Test
  void aTokenIsRenewedBeforeItsEndAndTheOldRefreshTokenServesAgain() {
    // Given a token with four minutes to live
    String given = connect();
    expire("-4 minutes");

    // When
    String second = token();
    expire("1 second");
    String third = token();

    // Then
    assertThat(Set.of(given, second, third)).hasSize(3);
    assertThat(token()).isEqualTo(third);
    assertThat(google.grants().refreshes(channel)).isEqualTo(2);
  }

  @Test
  void aNewRefreshTokenReplacesTheOldOne() {
    // Given
    google.grants().rotate(true);
    connect();

    // When
    expire("1 second");
    token();
    expire("1 second");

    // Then
    assertThat(token()).isEqualTo(token());
    assertThat(google.grants().refreshes(channel)).isEqualTo(2);
  }

  @Test
  void aWithdrawnGrantNeedsAReconnectAndEverybodyIsToldOnce() throws Exception {
    // Given
    connect();
    ConnectionId id = sessions.await(() -> connections.of(user)).orElseThrow().id();
    expire("1 second");
    google.grants().withdraw(channel);
    try (TopicTail events = new TopicTail(kafka, Topics.EVENTS)) {

      // When
      for (int n = 0; n < 5; n++) {
        assertThatThrownBy(this::token).isInstanceOf(GrantFailure.NeedsReconnect.class);
      }

      // Then
      assertThat(google.calls(Route.TOKEN)).isEqualTo(1);
      assertThat(view().status()).isEqualTo(ConnectionStatus.NEEDS_RECONNECT);
      assertThat(view().lastError().code()).isEqualTo("reconnect_required");
      assertThat(tokensStored()).isZero();
      var told =
          events.await(
              1, record -> user.value().equals(new String(record.key(), StandardCharsets.UTF_8)));
      assertThat(told).hasSize(1);
      JsonNode event = JSON.readTree(told.get(0).value());
      assertThat(event.get("type").asText()).isEqualTo("dev.reelport.connection.revoked.v1");
      assertThat(event.get("subject").asText()).isEqualTo(id.toString());
      assertThat(event.at("/data/status").asText()).isEqualTo("needs_reconnect");

      // And a new consent makes it good
      String given = connect();
      assertThat(token()).isEqualTo(given);
      assertThat(view().lastError()).isNull();
    }
  }

  static List<Fault> troubles() {
    return List.of(
        Faults.backendError(503),
        Faults.html(502),
        Faults.reset(),
        Faults.stalled(),
        Faults.stalledBody(),
        Faults.cutBody(),
        Faults.emptyBody(),
        Faults.wrongShape(),
        Faults.hugeBody(200_000),
        Faults.answer(302, "text/html", ""),
        Faults.answer(401, "application/json", "{\"error\":\"invalid_client\"}"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void troubleAtGoogleSaysNothingAboutTheGrant(Fault trouble) {
    // Given
    connect();
    expire("1 second");
    String before = rowAsText();
    google.fail(FaultRule.on(Route.TOKEN).with(trouble));

    // When
    Throwable failure = catchThrowable(this::token);

    // Then
    assertThat(failure).isInstanceOf(GrantFailure.Unavailable.class);
    assertThat(rowAsText()).isEqualTo(before);

    // And it works as soon as Google does
    google.heal();
    breakers.reset(GuardedOAuth.BREAKER);
    assertThat(token()).isNotEmpty();
  }

  @Test
  void aTokenThatIsStillGoodServesWhileGoogleIsIll() {
    // Given
    String given = connect();
    expire("-4 minutes");
    google.fail(FaultRule.on(Route.TOKEN).with(Faults.backendError(500)));

    // Then
    assertThat(token()).isEqualTo(given);
  }

  @Test
  void aTokenThatYouTubeRefusesIsRenewedOnce() {
    // Given
    connect();
    AccessToken refused = sessions.await(() -> tokens.of(user));

    // When two callers say so, one of them late
    sessions.await(() -> tokens.refused(refused));
    String renewed = token();
    sessions.await(() -> tokens.refused(refused));

    // Then
    assertThat(renewed).isNotEqualTo(refused.value().reveal());
    assertThat(token()).isEqualTo(renewed);
    assertThat(google.grants().refreshes(channel)).isEqualTo(1);
  }

  @Test
  void aRenewalThatAnInstanceLeftBehindIsTakenOver() {
    // Given
    connect();
    expire("1 second");
    execute(
        "update connection set lease = gen_random_uuid(),"
            + " leased_until = now() + interval '1 second' where user_id = :user");

    // Then
    assertThat(token()).isNotEmpty();
    assertThat(google.grants().refreshes(channel)).isEqualTo(1);
  }

  @Test
  void whatComesOfAnOldGrantDoesNotTouchANewOne() {
    // Given a renewal of a dead grant on its way
    connect();
    expire("1 second");
    google.fail(FaultRule.on(Route.TOKEN).times(1).with(new Fault.Delayed(Duration.ofMillis(700))));
    google.grants().withdraw(channel);
    CompletableFuture<AccessToken> late = sessions.start(() -> tokens.of(user));
    await().until(() -> google.calls(Route.TOKEN) == 1);

    // When the user connects again meanwhile
    String given = connect();

    // Then
    assertThat(late.join().value().reveal()).isEqualTo(given);
    assertThat(view().status()).isEqualTo(ConnectionStatus.CONNECTED);
  }

  @Test
  void whoHasConnectedNothingHasNoToken() {
    assertThatThrownBy(this::token).isInstanceOf(GrantFailure.NotConnected.class);
  }

  @Test
  void aChangedTokenIsNotUsedAndNotForgotten() {
    // Given
    connect();
    execute("update connection set access_token = refresh_token where user_id = :user");

    // Then
    assertThatThrownBy(this::token)
        .isInstanceOf(GrantFailure.Unavailable.class)
        .hasMessage("The user's token cannot be read");
    assertThat(view().status()).isEqualTo(ConnectionStatus.CONNECTED);
  }

  @Test
  void theChannelIsRemembered() {
    // Given
    connect();
    ConnectionId id = sessions.await(() -> connections.of(user)).orElseThrow().id();

    // When
    sessions.await(() -> connections.speaksFor(id, new ConnectedChannel("UC1", "Mine")));

    // Then
    assertThat(view().channel()).isEqualTo(new ConnectedChannel("UC1", "Mine"));
  }

  private String token() {
    return sessions.await(() -> tokens.of(user)).value().reveal();
  }

  /** A grant as after a consent; answers its access token. */
  private String connect() {
    Granted granted =
        new Granted(
            new Secret(google.grants().accessToken(channel)),
            Duration.ofHours(1),
            Optional.of(new Secret(google.grants().refreshToken(channel))),
            Set.of(GoogleOAuth.SCOPE));
    sessions.await(() -> arrival.of(user, new ConnectionId(UUID.randomUUID()), granted));
    return granted.accessToken().reveal();
  }

  private void expire(String ago) {
    execute(
        "update connection set expires_at = now() - interval '"
            + ago
            + "', refresh_at = now() - interval '1 second' where user_id = :user");
  }

  private ConnectionView view() {
    return sessions.await(() -> connections.of(user)).orElseThrow().view();
  }

  private String rowAsText() {
    return sessions.inTransaction(
        session ->
            session
                .createNativeQuery(
                    "select cast(c as text) from connection c where user_id = :user", String.class)
                .setParameter("user", user.value())
                .getSingleResult());
  }

  private long tokensStored() {
    return sessions.inTransaction(
        session ->
            session
                .createNativeQuery(
                    "select count(coalesce(refresh_token, access_token)) from connection"
                        + " where user_id = :user",
                    Long.class)
                .setParameter("user", user.value())
                .getSingleResult());
  }

  private void execute(String sql) {
    sessions.inTransaction(
        session ->
            session.createNativeQuery(sql).setParameter("user", user.value()).executeUpdate());
  }
}
