package dev.reelport.imports;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Browser;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.TopicTail;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SeenRequest;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimPlaylist;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person's own grant opens is theirs, and nobody else's. */
class GrantedImportsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONNECTION = "/v1/connections/youtube";

  private static Reelport reelport;

  private final String owner = Reelport.newUser();
  private final ApiClient api = reelport.as(owner);
  private final ApiClient stranger = reelport.as(Reelport.newUser());
  private final SimChannel channel = reelport.youTube().world().channel(owner).plain().uploads(6);

  @BeforeAll
  static void start() {
    reelport = Reelport.with(Map.of("REELPORT_IMPORTS_BACKOFF_MIN", "200ms"));
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @BeforeEach
  void twoVideosThatOnlyTheirOwnerSees() {
    reelport.youTube().heal();
    channel.video(1).makePrivate();
    channel.video(4).makePrivate();
    reelport.youTube().resetUnits();
  }

  @Test
  void theOwnerGetsPrivateVideosAndNobodyElseDoes() {
    // Given
    connect();

    // When others import the channel before and after its owner
    JsonNode before = stranger.imported(channel.id());
    JsonNode own = api.imported(channel.id());
    JsonNode after = reelport.as(Reelport.newUser()).imported(channel.id());

    // Then
    assertThat(own.at("/counts/imported").asInt()).isEqualTo(6);
    for (JsonNode others : List.of(before, after)) {
      assertThat(others.at("/counts/imported").asInt()).isEqualTo(4);
      assertThat(others.at("/counts/unavailable").asInt()).isEqualTo(2);
    }
    // And what the owner sees is asked for by their grant, alone, and paid for as everything is
    assertThat(byGrant().map(SeenRequest::apiKey)).hasSize(2).allMatch(key -> key.isEmpty());
    assertThat(spent(before) + spent(own) + spent(after)).isEqualTo(reelport.youTube().units());
    assertThat(spent(own)).isEqualTo(2);
  }

  @Test
  void aPrivateVideoIsImportedByNameOnlyForItsOwner() {
    // Given
    connect();
    String id = channel.video(1).id();

    // When many ask at once
    List<ApiClient> others =
        Stream.generate(() -> reelport.as(Reelport.newUser())).limit(8).toList();
    List<String> asked = others.stream().map(user -> idOf(user.importOf(id))).toList();
    String publics = idOf(stranger.importOf(channel.video(0).id()));
    JsonNode own = api.imported(id);

    // Then
    assertThat(own.get("status").asText()).isEqualTo("succeeded");
    assertThat(own.get("title").asText()).isEqualTo(channel.video(1).title());
    for (int n = 0; n < others.size(); n++) {
      assertThat(others.get(n).ended(asked.get(n)).at("/error/code").asText())
          .isEqualTo("not_found");
    }
    assertThat(stranger.ended(publics).get("status").asText()).isEqualTo("succeeded");
    assertThat(byGrant().flatMap(request -> request.values("id").stream())).containsExactly(id);
  }

  @Test
  void aPrivatePlaylistIsPreviewedAndImportedForItsOwner() {
    // Given
    SimPlaylist list =
        channel.playlist("mine-" + owner).add(channel.video(0), channel.video(1)).makePrivate();
    connect();

    // Then
    String body = "{\"target\":\"" + list.id() + "\"}";
    assertThat(api.post("/v1/imports/preview", body).json().get("videos").asInt()).isEqualTo(2);
    assertThat(stranger.post("/v1/imports/preview", body).status()).isEqualTo(404);
    assertThat(api.imported(list.id()).at("/counts/imported").asInt()).isEqualTo(2);
    assertThat(stranger.imported(list.id()).at("/error/code").asText()).isEqualTo("private");
  }

  @Test
  void anImportWhoseGrantIsOverWaitsAndGoesOnAfterTheNextConsent() throws IOException {
    // Given
    connect();
    String kafka = reelport.stack().kafka().bootstrap();
    try (TopicTail events = new TopicTail(kafka, "youtube.import.events")) {
      reelport.youTube().grants().withdraw(channel);

      // When
      String list = idOf(api.importOf(channel.id()));
      String video = idOf(api.importOf(channel.video(1).id()));

      // Then both wait, the world is told once, and Google is not asked again and again
      JsonNode waiting = api.until(list, i -> i.hasNonNull("waiting"));
      assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("reconnect");
      assertThat(waiting.at("/waiting/resumesAt").asText()).isNotEmpty();
      api.until(video, i -> i.at("/waiting/reason").asText().equals("reconnect"));
      assertThat(status()).isEqualTo("needs_reconnect");
      int asked = reelport.youTube().calls(Route.TOKEN);
      int units = reelport.youTube().units();
      assertProblem(api.get("/v1/youtube/channel"), 409, "reconnect_required");
      assertThat(events.await(1, record -> isRevocation(record.value()))).hasSize(1);
      assertThat(reelport.youTube().calls(Route.TOKEN)).isEqualTo(asked);
      assertThat(reelport.youTube().units()).isEqualTo(units);

      // And when the owner consents again, both end by themselves
      connect();
      assertThat(api.ended(list).at("/counts/discovered").asInt()).isEqualTo(6);
      assertThat(api.ended(video).get("status").asText()).isEqualTo("succeeded");
      assertThat(events.await(1, record -> isRevocation(record.value()))).hasSize(1);
    }
  }

  @Test
  void whoDisconnectsInsteadGetsWhatEverybodyGets() {
    // Given
    SimPlaylist hidden = channel.playlist("hid-" + owner).add(channel.video(1)).makePrivate();
    connect();
    reelport.youTube().grants().withdraw(channel);
    String open = idOf(api.importOf(channel.id()));
    String closed = idOf(api.importOf(hidden.id()));
    api.until(open, i -> i.hasNonNull("waiting"));
    api.until(closed, i -> i.hasNonNull("waiting"));

    // When
    assertThat(api.delete(CONNECTION).status()).isEqualTo(204);

    // Then
    assertThat(api.ended(open).at("/counts/imported").asInt()).isEqualTo(4);
    assertThat(api.ended(closed).at("/error/code").asText()).isEqualTo("reconnect_required");
  }

  @Test
  void aTokenEndpointThatDoesNotAnswerIsNoEndOfAGrant() {
    // Given
    connect();
    reelport.youTube().grants().expireAccessTokens();
    reelport.youTube().fail(FaultRule.on(Route.TOKEN).times(3).with(Faults.reset()));

    // When
    String id = idOf(api.importOf(channel.id()));

    // Then
    api.until(id, i -> i.at("/waiting/reason").asText().equals("youtube_unavailable"));
    assertThat(status()).isEqualTo("connected");
    assertThat(api.ended(id).at("/counts/imported").asInt()).isEqualTo(6);
  }

  @Test
  void theOwnChannelIsShownAPageAtATimeWithWhatIsImportedAlready() {
    // Given
    assertProblem(api.get("/v1/youtube/channel"), 409, "not_connected");
    assertProblem(api.get("/v1/youtube/videos"), 409, "not_connected");
    connect();
    api.imported(channel.video(1).id());
    reelport.settled().youTube().resetUnits();
    int used = used();

    // When
    JsonNode named = api.get("/v1/youtube/channel").json();
    JsonNode first = api.get("/v1/youtube/videos?limit=4").json();
    JsonNode second =
        api.get("/v1/youtube/videos?limit=4&cursor=" + first.get("nextCursor").asText()).json();

    // Then
    assertThat(named.get("id").asText()).isEqualTo(channel.id());
    assertThat(named.get("title").asText()).isEqualTo(channel.title());
    assertThat(api.get(CONNECTION).json().at("/channel/id").asText()).isEqualTo(channel.id());
    assertThat(first.get("items")).hasSize(4);
    assertThat(second.get("items")).hasSize(2);
    assertThat(second.get("nextCursor").isNull()).isTrue();
    JsonNode mine = first.at("/items/1");
    assertThat(mine.get("videoId").asText()).isEqualTo(channel.video(1).id());
    assertThat(mine.get("title").asText()).isEqualTo(channel.video(1).title());
    assertThat(mine.get("privacy").asText()).isEqualTo("private");
    assertThat(mine.get("alreadyImported").asBoolean()).isTrue();
    assertThat(first.at("/items/0/alreadyImported").asBoolean()).isFalse();
    assertThat(reelport.youTube().units()).isEqualTo(3).isEqualTo(used() - used);
    assertProblem(api.get("/v1/youtube/videos?cursor=abc"), 400, "invalid_parameter");
    assertProblem(api.get("/v1/youtube/videos?limit=0"), 400, "invalid_parameter");
  }

  private void connect() {
    new Browser(channel).connect(api, reelport.service().uri());
    Awaitility.await().until(() -> status().equals("connected"));
  }

  private String status() {
    return api.get(CONNECTION).json().get("status").asText();
  }

  private int used() {
    return api.get("/v1/quota").json().get("used").asInt();
  }

  private boolean isRevocation(byte[] value) {
    try {
      JsonNode event = JSON.readTree(new String(value, StandardCharsets.UTF_8));
      return event.get("type").asText().equals("dev.reelport.connection.revoked.v1")
          && event.at("/data/channel").isNull()
          && event.at("/data/status").asText().equals("needs_reconnect");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<SeenRequest> byGrant() {
    return reelport.youTube().requests().stream()
        .filter(request -> request.accessToken().isPresent());
  }

  private static String idOf(JsonNode i) {
    return i.get("id").asText();
  }

  private static int spent(JsonNode i) {
    return i.at("/units/spent").asInt();
  }
}
