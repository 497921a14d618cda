package dev.reelport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Browser;
import dev.reelport.testing.e2e.Problems;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Admins see who did what to which connection and setting. */
class AuditIT {

  private static final String CONNECTION = "/v1/connections/youtube";

  private final Reelport reelport = Reelport.shared();
  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);
  private final ApiClient admin = reelport.asAdmin();
  private final SimChannel channel = reelport.youTube().world().channel(user).plain().uploads(1);
  private final Browser browser = new Browser(channel);

  @Test
  void whoConnectedAndWhoEndedItIsSeen() {
    // Given
    connect();

    // When a service ends it for its user
    ApiClient service =
        reelport.withToken(reelport.tokens().of("a-service").groups("act-for-users").sign());
    Answer answer =
        service.send(service.request(CONNECTION).header("Reelport-User", user).DELETE());
    assertThat(answer.status()).isEqualTo(204);

    // Then
    List<JsonNode> entries = entries("user=" + user);
    assertThat(entries)
        .extracting(AuditIT::told)
        .containsExactly("connection.ended by a-service", "connection.made by " + user);
    assertThat(entries)
        .extracting(entry -> entry.get("subject").asText())
        .containsOnly(entries.get(0).get("subject").asText());
    assertThat(entries.get(0).get("user").asText()).isEqualTo(user);

    // And page by page
    JsonNode page = admin.get("/v1/admin/audit?limit=1&user=" + user).json();
    assertThat(page.get("items")).hasSize(1);
    String rest = "user=" + user + "&cursor=" + page.get("nextCursor").asText();
    assertThat(entries(rest)).containsExactly(entries.get(1));
  }

  @Test
  void aGrantThatGoogleEndedIsNobodysDeed() {
    connect();
    reelport.youTube().grants().withdraw(channel);

    String id = api.importOf(channel.video(0).id()).get("id").asText();
    api.until(id, i -> i.hasNonNull("waiting"));

    assertThat(entries("user=" + user))
        .extracting(AuditIT::told)
        .containsExactly("connection.withdrawn by nobody", "connection.made by " + user);
  }

  @Test
  void whoReplayedDeadLettersIsSeen() {
    String body = "{\"reason\": \"unsupported_version\"}";
    assertThat(admin.post("/v1/admin/dead-letters/replay", body).status()).isEqualTo(200);

    assertThat(entries("limit=200"))
        .anySatisfy(
            entry -> {
              assertThat(entry.get("action").asText()).isEqualTo("dead_letters.replayed");
              assertThat(entry.get("subject").asText()).isEqualTo("unsupported_version");
              assertThat(entry.get("actor").asText()).isNotBlank();
              assertThat(entry.has("user")).isFalse();
            });
  }

  @Test
  void whoMadeChangedAndDeletedASourceIsSeen() {
    // When
    Answer made = api.post("/v1/sources", "{\"target\": \"" + channel.id() + "\"}");
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    String id = made.json().get("id").asText();
    assertThat(api.post("/v1/sources", "{\"target\": \"" + channel.id() + "\"}").status())
        .isEqualTo(200);
    assertThat(api.patch("/v1/sources/" + id, "{\"paused\": true}").status()).isEqualTo(200);
    assertThat(api.delete("/v1/sources/" + id).status()).isEqualTo(204);
    assertThat(api.delete("/v1/sources/" + id).status()).isEqualTo(404);

    // Then each deed is there once
    List<JsonNode> entries = entries("user=" + user);
    assertThat(entries)
        .extracting(AuditIT::told)
        .containsExactly(
            "source.deleted by " + user, "source.changed by " + user, "source.made by " + user);
    assertThat(entries).extracting(entry -> entry.get("subject").asText()).containsOnly(id);
  }

  @Test
  void whoChangedTheCatalogueIsSeen() {
    String name = "Tool of " + user;
    assertThat(admin.post("/v1/admin/catalogue/tools", "{\"name\": \"" + name + "\"}").status())
        .isEqualTo(201);

    assertThat(entries("limit=200"))
        .anySatisfy(
            entry -> {
              assertThat(entry.get("action").asText()).isEqualTo("catalogue.changed");
              assertThat(entry.get("subject").asText()).isEqualTo("tool " + name);
              assertThat(entry.get("actor").asText()).isNotBlank();
            });
  }

  @Test
  void aUserThatIsNoneIsRefused() {
    Problems.assertProblem(admin.get("/v1/admin/audit?user=%20"), 400, "invalid_parameter");
    Problems.assertProblem(admin.get("/v1/admin/audit?cursor=x"), 400, "invalid_parameter");
    Problems.assertProblem(admin.get("/v1/admin/audit?limit=0"), 400, "invalid_parameter");
  }

  private void connect() {
    browser.connect(api, reelport.service().uri());
    Awaitility.await()
        .until(() -> api.get(CONNECTION).json().get("status").asText().equals("connected"));
  }

  private List<JsonNode> entries(String query) {
    Answer answer = admin.get("/v1/admin/audit?" + query);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return List.copyOf(answer.json().get("items").findParents("action"));
  }

  private static String told(JsonNode entry) {
    return entry.get("action").asText() + " by " + entry.path("actor").asText("nobody");
  }
}
