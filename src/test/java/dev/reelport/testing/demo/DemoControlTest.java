package dev.reelport.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelport.testing.stack.Role;
import dev.reelport.testing.stack.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoControlTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final StackView STACK =
      StackView.of(
          "http://127.0.0.1:8080",
          Map.of(
              "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092",
              "DATABASE_URL", "postgresql://127.0.0.1:5432/reelport",
              "REDIS_URL", "redis://127.0.0.1:6379",
              "YOUTUBE_API_URL", "http://127.0.0.1:8082"),
          new Role("reelport_inspector", "secret"));

  private final HttpClient client = HttpClient.newHttpClient();
  private DemoControl control =
      DemoControl.start(0, Optional.of(new Tokens(InstantSource.fixed(NOW))));

  @AfterEach
  void close() {
    control.close();
  }

  @Test
  void theStackIsTheWholeContractOnceItIsReadyAndNotBefore() throws Exception {
    // Given
    HttpResponse<String> early = get("/stack");

    // When
    control.ready(STACK, new RequestTopic("127.0.0.1:1"));
    HttpResponse<String> late = get("/stack");

    // Then
    assertThat(early.statusCode()).isEqualTo(503);
    assertThat(late.statusCode()).isEqualTo(200);
    assertThat(late.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(new ObjectMapper().readTree(late.body()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"app": "http://127.0.0.1:8080",
                     "kafka": "127.0.0.1:9092",
                     "database": "postgresql://127.0.0.1:5432/reelport",
                     "databaseUser": "reelport_inspector",
                     "databasePassword": "secret",
                     "redis": "redis://127.0.0.1:6379",
                     "youtube": "http://127.0.0.1:8082"}
                    """));
  }

  @Test
  void aTokenIsTheNamedUsersForAnHour() throws Exception {
    // When
    HttpResponse<String> response = get("/token?user=ann%20b%2Fc");

    // Then
    JsonNode claims = claims(response.body());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain");
    assertThat(claims.get("sub").asText()).isEqualTo("ann b/c");
    assertThat(claims.get("exp").asLong()).isEqualTo(NOW.plusSeconds(3600).getEpochSecond());
    assertThat(claims.has("groups")).isFalse();
  }

  @Test
  void aTokenIsAnAdminsOnlyWhenAdminIsExactlyTrue() throws Exception {
    assertThat(claims(get("/token?user=ann&admin=true").body()).get("groups").toString())
        .isEqualTo("[\"admin\"]");
    assertThat(claims(get("/token?user=ann&admin=TRUE").body()).has("groups")).isFalse();
    assertThat(claims(get("/token?user=ann&admin=1").body()).has("groups")).isFalse();
    assertThat(claims(get("/token?user=ann&admin=").body()).has("groups")).isFalse();
  }

  @Test
  void aTokenForNobodyIsRefusedWithAReason() throws Exception {
    assertThat(get("/token").statusCode()).isEqualTo(400);
    assertThat(get("/token?user=").statusCode()).isEqualTo(400);
    assertThat(get("/token?admin=true").body()).contains("/token?user=NAME");
  }

  @Test
  void withAnotherIssuerThereIsNoTokenAndItSaysWhy() throws Exception {
    // Given
    control.close();
    control = DemoControl.start(0, Optional.empty());

    // Then
    assertThat(get("/token?user=ann").statusCode()).isEqualTo(409);
    assertThat(get("/token?user=ann").body()).contains("JWT_PUBLIC_KEY");
  }

  @Test
  void aRequestNeedsAUserAndAStack() throws Exception {
    assertThat(post("/requests").statusCode()).isEqualTo(400);
    assertThat(post("/requests?user=ann").statusCode()).isEqualTo(503);
  }

  @Test
  void anythingElseIsAnsweredWithWhatThereIs() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/").body()).contains("/stack", "/token", "/requests");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(control.url() + path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(control.url() + path))
            .POST(BodyPublishers.ofString("{}"))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode claims(String token) throws IOException {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
  }
}
