package dev.reelport.testing.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorConsentTest {

  // RFC 7636, appendix B.
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final String ASKED =
      "/o/oauth2/v2/auth?response_type=code&client_id=c&redirect_uri=https%3A%2F%2Fx.test%2Fback"
          + "&scope=read&state=s%2B1&code_challenge_method=S256&code_challenge="
          + CHALLENGE;
  private static final String OFFLINE = "&access_type=offline&prompt=consent";
  private static final String REDEEM =
      "grant_type=authorization_code&redirect_uri=https%3A%2F%2Fx.test%2Fback&code=";

  private YouTubeSimulator simulator;
  private Visitor visitor;
  private SimChannel channel;

  @BeforeEach
  void start() {
    simulator = YouTubeSimulator.start(0);
    visitor = new Visitor(simulator);
    channel = simulator.world().channel("mine");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void aConsentIsWorthTokensToWhoeverAskedForIt() throws Exception {
    // When
    String query = consent(OFFLINE);

    // Then
    assertThat(query).startsWith("state=s%2B1&code=4%2F0sim-code-");
    String code = query.substring(query.indexOf("code=") + 5);
    JsonNode tokens = Visitor.json(visitor.post("/token", REDEEM + code + verifier(VERIFIER)));
    assertThat(tokens.path("scope").asText()).isEqualTo("read");
    assertThat(tokens.has("refresh_token")).isTrue();
    assertThat(simulator.grants().isGranted(channel)).isTrue();
  }

  @Test
  void aCodeIsWorthNothingToAnybodyElse() throws Exception {
    for (String wrong : new String[] {verifier("wrong"), "", "&redirect_uri=https%3A%2F%2Fy"}) {
      // Given
      String query = consent(OFFLINE);
      String code = query.substring(query.indexOf("code=") + 5);

      // Then, not even when it comes right afterwards
      assertThat(visitor.post("/token", REDEEM + code + wrong).statusCode()).isEqualTo(400);
      String right = REDEEM + code + verifier(VERIFIER);
      assertThat(visitor.post("/token", right).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void withoutOfflineAccessThereIsNoRefreshToken() throws Exception {
    String query = consent("&access_type=online");
    String code = query.substring(query.indexOf("code=") + 5);

    JsonNode tokens = Visitor.json(visitor.post("/token", REDEEM + code + verifier(VERIFIER)));
    assertThat(tokens.has("access_token")).isTrue();
    assertThat(tokens.has("refresh_token")).isFalse();
  }

  @Test
  void whoRefusesSendsBackAnError() throws Exception {
    simulator.grants().refuses(channel);

    assertThat(consent(OFFLINE)).isEqualTo("state=s%2B1&error=access_denied");
  }

  @Test
  void rotationKillsTheOldRefreshToken() throws Exception {
    // Given
    simulator.grants().rotate(true);
    String old = simulator.grants().refreshToken(channel);
    String form = "grant_type=refresh_token&refresh_token=";

    // When
    String young = Visitor.json(visitor.post("/token", form + old)).path("refresh_token").asText();

    // Then
    assertThat(visitor.post("/token", form + old).statusCode()).isEqualTo(400);
    assertThat(visitor.post("/token", form + young).statusCode()).isEqualTo(200);
    assertThat(simulator.grants().refreshes(channel)).isEqualTo(2);
  }

  private String consent(String more) throws Exception {
    HttpResponse<String> answer = visitor.get(ASKED + more + "&login_hint=" + channel.id());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return URI.create(answer.headers().firstValue("Location").orElseThrow()).getRawQuery();
  }

  private static String verifier(String verifier) {
    return "&code_verifier=" + verifier;
  }
}
