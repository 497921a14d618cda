package dev.reelport.testing.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.youtube.YouTube;
import com.google.api.services.youtube.model.Channel;
import com.google.api.services.youtube.model.ChannelListResponse;
import com.google.api.services.youtube.model.PlaylistItem;
import com.google.api.services.youtube.model.PlaylistItemListResponse;
import com.google.api.services.youtube.model.PlaylistListResponse;
import com.google.api.services.youtube.model.Video;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Google's own Java client as an independent witness: it understands the simulator. */
class GoogleClientWitnessTest {

  private static final List<String> DETAILS =
      List.of("snippet", "contentDetails", "statistics", "status");

  private YouTubeSimulator simulator;
  private YouTube client;

  @BeforeEach
  void start() {
    simulator = YouTubeSimulator.start(0);
    client =
        new YouTube.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), request -> {})
            .setRootUrl(simulator.uri() + "/")
            .setApplicationName("witness")
            .build();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void findsAChannelByIdAndByHandle() throws IOException {
    // Given
    SimChannel channel = simulator.world().channel("witness").handle("@The.Witness").uploads(3);

    // When
    Channel byId = channels().setId(List.of(channel.id())).execute().getItems().get(0);
    Channel byHandle = channels().setForHandle("@the.witness").execute().getItems().get(0);

    // Then
    assertThat(byHandle).isEqualTo(byId);
    assertThat(byId.getSnippet().getTitle()).isEqualTo(channel.title());
    assertThat(byId.getContentDetails().getRelatedPlaylists().getUploads())
        .isEqualTo(channel.uploadsId());
    assertThat(byId.getStatistics().getVideoCount()).isEqualTo(BigInteger.valueOf(3));
  }

  @Test
  void seesNoItemsWhereNoChannelIsFound() throws IOException {
    // When
    ChannelListResponse none = channels().setId(List.of("UCnobodynobodynobodynobA")).execute();

    // Then
    assertThat(none.getItems()).isNull();
    assertThat(none.getPageInfo().getTotalResults()).isZero();
  }

  @Test
  void pagesThroughUploadsAndFetchesEachVideo() throws IOException {
    // Given
    SimChannel channel = simulator.world().channel("pages").uploads(120);
    channel.video(3).makePrivate();

    // When
    List<PlaylistItem> items = all(channel.uploadsId());

    // Then
    assertThat(items)
        .extracting(item -> item.getContentDetails().getVideoId())
        .containsExactlyElementsOf(channel.videos().stream().map(SimVideo::id).toList());
    assertThat(items.get(3).getSnippet().getTitle()).isEqualTo("Private video");
    assertThat(items.get(3).getContentDetails().getVideoPublishedAt()).isNull();
    assertThat(items.get(119).getSnippet().getPosition()).isEqualTo(119L);
    assertThat(simulator.units()).isEqualTo(3);

    // And
    List<String> firstIds = channel.videos().stream().limit(50).map(SimVideo::id).toList();
    List<Video> videos = videos(firstIds);
    assertThat(videos).hasSize(49);
    assertThat(videos).allSatisfy(this::saysTheSame);
  }

  @Test
  void readsAPlaylistAndAnEmptyAnswer() throws IOException {
    // Given
    SimChannel channel = simulator.world().channel("lists").uploads(2);
    SimPlaylist list = channel.playlist("favourites").title("Favourites").add(channel.video(1));

    // When
    PlaylistListResponse found =
        client
            .playlists()
            .list(List.of("snippet", "contentDetails"))
            .setKey("key")
            .setId(List.of(list.id(), "PLthatdoesnotexist"))
            .execute();

    // Then
    assertThat(found.getItems()).hasSize(1);
    assertThat(found.getItems().get(0).getSnippet().getTitle()).isEqualTo("Favourites");
    assertThat(found.getItems().get(0).getContentDetails().getItemCount()).isEqualTo(1);
  }

  @Test
  void readsTheReasonOfAnError() {
    // When
    GoogleJsonResponseException notFound =
        catchThrowableOfType(GoogleJsonResponseException.class, () -> all("PLthatdoesnotexist"));
    GoogleJsonResponseException noKey =
        catchThrowableOfType(
            GoogleJsonResponseException.class,
            () -> client.videos().list(DETAILS).setId(List.of("aaaaaaaaaaA")).execute());

    // Then
    assertThat(notFound.getStatusCode()).isEqualTo(404);
    assertThat(notFound.getDetails().getErrors().get(0).getReason()).isEqualTo("playlistNotFound");
    assertThat(noKey.getStatusCode()).isEqualTo(403);
    assertThat(noKey.getDetails().getErrors().get(0).getReason()).isEqualTo("forbidden");
    assertThat(simulator.units()).isEqualTo(2);
  }

  @Test
  void getsGzipSinceItsUserAgentNamesIt() throws IOException {
    // Given
    SimChannel channel = simulator.world().channel("gzip").uploads(50);

    // When
    List<PlaylistItem> items = all(channel.uploadsId());

    // Then
    assertThat(items).hasSize(50);
    SeenRequest request = simulator.requests().get(0);
    assertThat(request.wantsGzip()).isTrue();
    assertThat(request.parameters().get("part")).hasSizeGreaterThan(1);
  }

  private YouTube.Channels.List channels() throws IOException {
    return client.channels().list(List.of("snippet", "contentDetails", "statistics")).setKey("key");
  }

  private List<PlaylistItem> all(String playlistId) throws IOException {
    List<PlaylistItem> items = new ArrayList<>();
    String token = null;
    do {
      PlaylistItemListResponse page =
          client
              .playlistItems()
              .list(List.of("snippet", "contentDetails", "status"))
              .setKey("key")
              .setPlaylistId(playlistId)
              .setMaxResults(50L)
              .setPageToken(token)
              .execute();
      items.addAll(page.getItems());
      token = page.getNextPageToken();
    } while (token != null);
    return items;
  }

  private List<Video> videos(List<String> ids) throws IOException {
    return client.videos().list(DETAILS).setKey("key").setId(ids).execute().getItems();
  }

  private void saysTheSame(Video read) {
    SimVideo video = simulator.world().video(read.getId()).orElseThrow();
    assertThat(read.getSnippet().getTitle()).isEqualTo(video.title());
    assertThat(read.getSnippet().getDescription()).isEqualTo(video.description());
    assertThat(read.getSnippet().getPublishedAt().getValue())
        .isEqualTo(video.publishedAt().toEpochMilli());
    assertThat(read.getContentDetails().getDuration())
        .isEqualTo(video.json().at("/contentDetails/duration").asText());
  }
}
