package dev.reelport.testing.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorRecordedTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private YouTubeSimulator simulator;
  private Visitor visitor;
  private Path folder;
  private Recorded recorded;

  @BeforeEach
  void start() {
    Optional<Path> found = RecordedFolder.find();
    assumeTrue(found.isPresent(), "no recorded responses: set REELPORT_RECORDED to their folder");
    folder = found.get();
    simulator = YouTubeSimulator.start(0);
    visitor = new Visitor(simulator);
    recorded = simulator.serveRecorded(folder);
  }

  @AfterEach
  void stop() {
    if (simulator != null) {
      simulator.close();
    }
  }

  @Test
  void aRecordedListKeepsItsPagesAndTokens() throws Exception {
    // When
    List<JsonNode> pages = visitor.pages(items("PLWVAp_NybT0tqKyuJQY8WswxrwqjTMkBq"));

    // Then
    assertThat(pages).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(pages.get(i)).isEqualTo(file("playlistItems/autodj.page" + (i + 1) + ".json"));
    }
  }

  @Test
  void twoRecordedPagesOfOtherNamesAreOneList() throws Exception {
    // When
    List<JsonNode> pages = visitor.pages(items("PL221E2BBF13BECF6C"));

    // Then
    assertThat(pages)
        .containsExactly(
            file("playlistItems/mit.playlistItems.list.1.json"),
            file("playlistItems/mit.playlistItems.list_next.0.json"));
  }

  @Test
  void aTokenBehindTheLastItemLeadsToAnEmptyPage() throws Exception {
    // When
    List<JsonNode> pages = visitor.pages(items("PLcwbNON2hqP4_mGgPvekcSndFezpDdWcY"));

    // Then
    assertThat(pages).hasSize(2);
    assertThat(pages.get(0)).isEqualTo(file("playlistItems/mit.playlistItems.list.2.json"));
    assertThat(pages.get(1).path("items")).isEmpty();
  }

  @Test
  void twoOfSevenVideosAreAbsent() throws Exception {
    // Given
    RecordedPlaylist list = recorded.playlist("PLTz-v-F773kXwTSKsX_E9t8ZnP_3LYaGy").orElseThrow();
    String ids = String.join(",", list.videoIds());

    // When
    JsonNode videos = visitor.apiJson("videos?part=snippet,contentDetails&id=" + ids);

    // Then
    assertThat(list.videoIds()).hasSize(7);
    assertThat(videos.path("items"))
        .containsExactlyInAnyOrderElementsOf(file("videos/mit.videos.list.0.json").path("items"));
  }

  @Test
  void everyRecordedResourceIsAnsweredAsRecorded() throws Exception {
    // Then
    assertThat(recorded.videos()).hasSizeGreaterThan(90);
    for (ObjectNode video : recorded.videos()) {
      assertThat(
              only(
                  "videos?part=snippet,contentDetails,statistics,status,player,topicDetails,"
                      + "localizations,liveStreamingDetails&id=",
                  video))
          .isEqualTo(withEtag(video));
    }
    for (ObjectNode channel : recorded.channels()) {
      JsonNode answered =
          only(
              "channels?part=snippet,contentDetails,statistics,status,brandingSettings,"
                  + "topicDetails&id=",
              channel);
      assertThat(answered.path("snippet")).isEqualTo(channel.path("snippet"));
    }
  }

  @Test
  void partsAreSelectedFromWhatWasRecorded() throws Exception {
    // When
    JsonNode page =
        visitor.apiJson("playlistItems?part=status&playlistId=PLLt-sUPx6jaN8WmXWORKzaT-VJnzw6zgF");

    // Then
    assertThat(page.at("/items/0").fieldNames())
        .toIterable()
        .containsExactly("kind", "etag", "id", "status");
    assertThat(page.at("/items/0/status/privacyStatus").asText()).isEqualTo("private");
  }

  @Test
  void aRecordedChannelIsFoundByItsHandle() throws Exception {
    // When
    JsonNode found = visitor.apiJson("channels?part=contentDetails&forHandle=GoogleDevelopers");
    String uploads = found.at("/items/0/contentDetails/relatedPlaylists/uploads").asText();

    // Then
    assertThat(uploads).isEqualTo("UU_x5XG1OV2P6uZZ5FSM9Ttw");
    assertThat(visitor.apiJson(items(uploads))).isEqualTo(file("playlistItems/jl.uploads.json"));
  }

  @Test
  void pagesCanBeServedUnderAnyId() throws Exception {
    // When
    RecordedPlaylist list =
        simulator.serveRecordedPlaylist(
            "PLrenamed", folder.resolve("playlistItems/mit.playlistItems.list.0.json"));

    // Then
    assertThat(Visitor.videoIds(visitor.apiJson(items("PLrenamed"))))
        .isEqualTo(list.videoIds())
        .hasSize(7);
    assertThat(visitor.apiJson("playlists?part=snippet&id=PLrenamed").path("items")).hasSize(1);
  }

  private JsonNode only(String question, ObjectNode resource) throws Exception {
    List<JsonNode> items = new ArrayList<>();
    visitor.apiJson(question + resource.path("id").asText()).path("items").forEach(items::add);
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  /** One body was recorded with fields that left etags out. */
  private static JsonNode withEtag(ObjectNode resource) {
    return resource.has("etag") ? resource : resource.deepCopy().put("etag", Json.etag(resource));
  }

  private JsonNode file(String name) throws Exception {
    return MAPPER.readTree(folder.resolve(name).toFile());
  }

  private static String items(String playlistId) {
    return "playlistItems?part=snippet,contentDetails,status&maxResults=50&playlistId="
        + playlistId;
  }
}
