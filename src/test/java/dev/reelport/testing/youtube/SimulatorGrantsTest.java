package dev.reelport.testing.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorGrantsTest {

  private YouTubeSimulator simulator;
  private Visitor visitor;
  private SimChannel channel;

  @BeforeEach
  void start() {
    simulator = YouTubeSimulator.start(0);
    visitor = new Visitor(simulator);
    channel = simulator.world().channel("mine").uploads(3);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void aCodeBecomesTokensOnceAndTheyOpenTheOwnersView() throws Exception {
    // Given
    SimVideo hidden = channel.video(1).makePrivate();
    String form = "grant_type=authorization_code&code=" + simulator.grants().code(channel);

    // When
    JsonNode tokens = Visitor.json(visitor.post("/token", form));
    HttpResponse<String> again = visitor.post("/token", form);

    // Then
    String bearer = "Bearer " + tokens.path("access_token").asText();
    assertThat(tokens.has("refresh_token")).isTrue();
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(mine(bearer).at("/items/0/id").asText()).isEqualTo(channel.id());
    assertThat(
            Visitor.json(
                    visitor.get(
                        "/youtube/v3/videos?part=status&id=" + hidden.id(),
                        "Authorization",
                        bearer))
                .at("/items/0/status/privacyStatus")
                .asText())
        .isEqualTo("private");
  }

  @Test
  void aRefreshAnswersNoNewRefreshToken() throws Exception {
    // Given
    String refresh = simulator.grants().refreshToken(channel);

    // When
    JsonNode tokens = refreshed(refresh);

    // Then
    assertThat(tokens.has("refresh_token")).isFalse();
    assertThat(tokens.path("expires_in").intValue()).isEqualTo(3599);
  }

  @Test
  void whatIsRevokedIsAnInvalidGrant() throws Exception {
    // Given
    String refresh = simulator.grants().refreshToken(channel);
    String bearer = "Bearer " + refreshed(refresh).path("access_token").asText();

    // When
    assertThat(visitor.post("/revoke?token=" + refresh, "").statusCode()).isEqualTo(200);

    // Then
    assertThat(refreshed(refresh).path("error").asText()).isEqualTo("invalid_grant");
    HttpResponse<String> refused =
        visitor.get("/youtube/v3/channels?part=id&mine=true", "Authorization", bearer);
    assertThat(Visitor.reason(refused)).isEqualTo("401 authError");
    assertThat(refused.headers().firstValue("www-authenticate")).isPresent();
  }

  @Test
  void anotherClientIsRefused() throws Exception {
    // Given
    simulator.grants().client("id", "secret");
    String form = "grant_type=refresh_token&refresh_token=x&client_id=id&client_secret=";

    // Then
    assertThat(visitor.post("/token", form + "wrong").statusCode()).isEqualTo(401);
    assertThat(visitor.post("/token", form + "secret").statusCode()).isEqualTo(400);
  }

  private JsonNode refreshed(String token) throws Exception {
    return Visitor.json(visitor.post("/token", "grant_type=refresh_token&refresh_token=" + token));
  }

  private JsonNode mine(String bearer) throws Exception {
    return Visitor.json(
        visitor.get("/youtube/v3/channels?part=id&mine=true", "Authorization", bearer));
  }
}
