package dev.reelport.testing.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorPagingTest {

  private YouTubeSimulator simulator;
  private Visitor visitor;
  private SimChannel channel;

  @BeforeEach
  void start() {
    simulator = YouTubeSimulator.start(0);
    visitor = new Visitor(simulator);
    channel = simulator.world().channel("paging");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void aPageHoldsFiveItemsUnlessToldOtherwise() throws Exception {
    // Given
    channel.uploads(7);

    // When
    JsonNode page = visitor.apiJson(items(channel.uploadsId(), ""));

    // Then
    assertThat(page.path("items")).hasSize(5);
    assertThat(page.at("/pageInfo/totalResults").intValue()).isEqualTo(7);
    assertThat(page.at("/pageInfo/resultsPerPage").intValue()).isEqualTo(5);
  }

  @Test
  void pageTokensHaveYouTubesShape() throws Exception {
    // Given
    channel.uploads(20);

    // When
    JsonNode page = visitor.apiJson(items(channel.uploadsId(), "&maxResults=10"));

    // Then
    assertThat(page.path("nextPageToken").asText()).isEqualTo("EAAaBlBUOkNBbw");
  }

  @Test
  void aVideoPublishedBetweenTwoPagesShowsOneItemTwice() throws Exception {
    // Given
    channel.uploads(60);
    JsonNode first = visitor.apiJson(items(channel.uploadsId(), "&maxResults=50"));

    // When
    channel.publish();
    JsonNode second = visitor.apiJson(next(first));

    // Then
    assertThat(Visitor.videoIds(second).get(0)).isEqualTo(Visitor.videoIds(first).get(49));
    assertThat(second.path("items")).hasSize(11);
  }

  @Test
  void aVideoRemovedBetweenTwoPagesHidesOneItem() throws Exception {
    // Given
    channel.uploads(60);
    String hidden = channel.video(50).id();
    JsonNode first = visitor.apiJson(items(channel.uploadsId(), "&maxResults=50"));

    // When
    channel.video(0).remove();
    JsonNode second = visitor.apiJson(next(first));

    // Then
    assertThat(Visitor.videoIds(first)).doesNotContain(hidden);
    assertThat(Visitor.videoIds(second)).hasSize(9).doesNotContain(hidden);
  }

  @Test
  void shortPagesLoseNothing() throws Exception {
    // Given
    channel.uploads(180).uploadsPlaylist().quirk(PageQuirk.SHORT_PAGES);

    // When
    List<JsonNode> pages = visitor.pages(items(channel.uploadsId(), "&maxResults=50"));

    // Then
    assertThat(pages).hasSizeGreaterThan(4);
    assertThat(pages.get(0).path("items").size()).isLessThan(50);
    assertThat(allVideoIds(pages))
        .containsExactlyElementsOf(channel.videos().stream().map(SimVideo::id).toList());
  }

  @Test
  void aListMayEndWithAnEmptyPage() throws Exception {
    // Given
    channel.uploads(100).uploadsPlaylist().quirk(PageQuirk.EMPTY_LAST_PAGE);

    // When
    List<JsonNode> pages = visitor.pages(items(channel.uploadsId(), "&maxResults=50"));

    // Then
    assertThat(pages).hasSize(3);
    assertThat(pages.get(2).path("items")).isEmpty();
    assertThat(pages.get(2).path("items").isArray()).isTrue();
  }

  @Test
  void anUploadsListEndsAfterTwentyThousandItems() throws Exception {
    // Given
    channel.plain().uploads(20_010);
    String last = PageToken.next(19_990);

    // When
    JsonNode page = visitor.apiJson(items(channel.uploadsId(), "&maxResults=50&pageToken=" + last));

    // Then
    assertThat(page.at("/pageInfo/totalResults").intValue()).isEqualTo(20_000);
    assertThat(page.path("items")).hasSize(10);
    assertThat(page.has("nextPageToken")).isFalse();
  }

  @Test
  void deadVideosAreListedWithoutDateAndOwner() throws Exception {
    // Given
    channel.uploads(3);
    channel.video(0).makePrivate();
    channel.video(1).delete();

    // When
    JsonNode page = visitor.apiJson(items(channel.uploadsId(), ""));

    // Then
    assertThat(page.at("/pageInfo/totalResults").intValue()).isEqualTo(3);
    assertThat(page.at("/items/0/snippet/title").asText()).isEqualTo("Private video");
    assertThat(page.at("/items/0/status/privacyStatus").asText()).isEqualTo("private");
    assertThat(page.at("/items/1/snippet/title").asText()).isEqualTo("Deleted video");
    assertThat(page.at("/items/1/status/privacyStatus").asText())
        .isEqualTo("privacyStatusUnspecified");
    for (int dead = 0; dead < 2; dead++) {
      JsonNode item = page.path("items").get(dead);
      assertThat(item.path("contentDetails")).hasSize(1);
      assertThat(item.at("/snippet/thumbnails")).isEmpty();
      assertThat(item.path("snippet").has("videoOwnerChannelId")).isFalse();
    }
    assertThat(page.at("/items/2/contentDetails/videoPublishedAt").asText())
        .isEqualTo(channel.video(2).publishedAt().toString());
  }

  @Test
  void aListWithoutPublicUploadsIsNotFoundButAnEmptiedOneIsEmpty() throws Exception {
    // Given
    SimChannel hidden = simulator.world().channel("hidden").uploads(1);
    hidden.video(0).makePrivate();
    SimPlaylist emptied = channel.playlist("emptied");
    SimPlaylist secret = channel.playlist("secret").makePrivate();

    // Then
    assertThat(Visitor.reason(visitor.api(items(channel.uploadsId(), ""))))
        .isEqualTo("404 playlistNotFound");
    assertThat(Visitor.reason(visitor.api(items(hidden.uploadsId(), ""))))
        .isEqualTo("404 playlistNotFound");
    assertThat(Visitor.reason(visitor.api(items("WL", "")))).isEqualTo("404 playlistNotFound");
    assertThat(Visitor.reason(visitor.api(items(secret.id(), ""))))
        .isEqualTo("403 playlistItemsNotAccessible");
    assertThat(visitor.apiJson(items(emptied.id(), "")).path("items").isArray()).isTrue();
  }

  @Test
  void anItemIsFoundByItsIdAndByItsVideo() throws Exception {
    // Given
    SimPlaylist list = channel.uploads(4).playlist("some").add(channel.video(1), channel.video(3));
    JsonNode all = visitor.apiJson(items(list.id(), ""));

    // When
    JsonNode byId =
        visitor.apiJson("playlistItems?part=contentDetails&id=" + all.at("/items/1/id").asText());
    JsonNode byVideo = visitor.apiJson(items(list.id(), "&videoId=" + channel.video(3).id()));

    // Then
    assertThat(Visitor.videoIds(byId)).containsExactly(channel.video(3).id());
    assertThat(Visitor.videoIds(byVideo)).containsExactly(channel.video(3).id());
  }

  @Test
  void theListsOfShortsAndStreamsAreThereWhereThereAreAny() throws Exception {
    // Given
    channel.plain().uploads(5);
    channel.video(2).shortVideo();
    String key = channel.id().substring(2);

    // Then
    assertThat(Visitor.videoIds(visitor.apiJson(items("UUSH" + key, ""))))
        .containsExactly(channel.video(2).id());
    assertThat(visitor.apiJson(items("UULF" + key, "")).path("items")).hasSize(4);
    assertThat(Visitor.reason(visitor.api(items("UULV" + key, ""))))
        .isEqualTo("404 playlistNotFound");
  }

  private String next(JsonNode page) {
    return items(
        channel.uploadsId(), "&maxResults=50&pageToken=" + page.path("nextPageToken").asText());
  }

  private static String items(String playlistId, String more) {
    return "playlistItems?part=snippet,contentDetails,status&playlistId=" + playlistId + more;
  }

  private static List<String> allVideoIds(List<JsonNode> pages) {
    List<String> ids = new ArrayList<>();
    pages.forEach(page -> ids.addAll(Visitor.videoIds(page)));
    return ids;
  }
}
