package dev.reelport.api;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static dev.reelport.testing.e2e.Problems.retryAfter;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimPlaylist;
import dev.reelport.testing.youtube.SimVideo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an import would do and cost, on real servers; the simulator is the referee of the units. */
class PreviewIT {

  private final Reelport reelport = Reelport.shared().settled();
  private final ApiClient api = reelport.as(Reelport.newUser());
  private final SimChannel channel =
      reelport.youTube().world().channel("preview-" + UUID.randomUUID()).plain();
  private final int before = reelport.youTube().units();

  /** Whatever a test does: the caller is charged what Google counted. */
  @AfterEach
  void whatWasChargedIsWhatGoogleCounted() {
    reelport.youTube().heal();
    JsonNode quota = api.get("/v1/quota").json();
    assertThat(quota.get("used").asInt()).isEqualTo(spent());
    assertThat(quota.get("reserved").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 2", "1, 1, 3", "50, 50, 3", "51, 51, 5", "500, 500, 21"})
  void aFreshChannelIsPricedAsItsImportCosts(int uploads, int videos, int units) {
    // Given
    channel.uploads(uploads);

    // When
    JsonNode preview = preview(channel.id(), "{}");

    // Then
    assertThat(preview.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "kind", "title", "videos", "duplicates", "units", "affordable", "affordableAt");
    assertThat(preview.get("kind").asText()).isEqualTo("channel");
    assertThat(preview.get("title").asText()).isEqualTo(channel.title());
    assertThat(preview.get("videos").asInt()).isEqualTo(videos);
    assertThat(preview.get("duplicates").asInt()).isZero();
    assertThat(preview.get("units").asInt()).isEqualTo(units);
    assertThat(preview.get("affordable").asBoolean()).isTrue();
    assertThat(Instant.parse(preview.get("affordableAt").asText()))
        .isBetween(Instant.now().minusSeconds(10), Instant.now().plusSeconds(1));
    assertThat(spent()).isEqualTo(2);

    // And the import keeps to it
    int look = spent();
    JsonNode ended = api.imported(channel.id());
    assertThat(ended.at("/units/spent").asInt()).isLessThanOrEqualTo(units);
    assertThat(ended.at("/units/spent").asInt()).isEqualTo(spent() - look);
  }

  @Test
  void whatTheCallerHasOfAChannelAreDuplicates() {
    // Given
    channel.uploads(60);
    api.imported(channel.id(), "{\"maxVideos\":55}");

    // When
    JsonNode mine = preview(channel.handle(), "{}");

    // Then
    assertThat(mine.get("duplicates").asInt()).isEqualTo(55);
    assertThat(mine.get("videos").asInt()).isEqualTo(60);
  }

  @Test
  void aPlaylistIsPricedByItsFirstPage() {
    // Given a playlist with 3 of the caller's videos on the first page and one on the second
    channel.uploads(120);
    SimPlaylist playlist = channel.playlist("list").title("All of it").addAll(channel.videos());
    for (int place : List.of(0, 10, 49, 60)) {
      api.imported(channel.video(place).id());
    }
    int look = spent();

    // When
    JsonNode preview = preview("https://youtube.com/playlist?list=" + playlist.id(), "{}");

    // Then
    assertThat(spent() - look).isEqualTo(2);
    assertThat(preview.get("kind").asText()).isEqualTo("playlist");
    assertThat(preview.get("title").asText()).isEqualTo("All of it");
    assertThat(preview.get("videos").asInt()).isEqualTo(120);
    assertThat(preview.get("duplicates").asInt()).isEqualTo(3);
    JsonNode ended = api.imported(playlist.id());
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(116);
    assertThat(ended.at("/units/spent").asInt()).isLessThanOrEqualTo(preview.get("units").asInt());
  }

  @Test
  void aVideoCostsAUnitUntilTheCallerHasIt() {
    // Given
    SimVideo video = channel.uploads(1).video(0);

    // When
    JsonNode fresh = preview("youtu.be/" + video.id(), "{}");
    api.imported(video.id());
    JsonNode known = preview(video.id(), "{}");

    // Then
    assertThat(fresh.get("kind").asText()).isEqualTo("video");
    assertThat(fresh.get("title").asText()).isEqualTo(video.title());
    assertThat(fresh.get("videos").asInt()).isEqualTo(1);
    assertThat(fresh.get("units").asInt()).isEqualTo(1);
    assertThat(fresh.get("duplicates").asInt()).isZero();
    assertThat(known.get("duplicates").asInt()).isEqualTo(1);
    assertThat(spent()).isEqualTo(3);
  }

  @Test
  void noMoreVideosAreCountedThanAreAskedFor() {
    channel.uploads(500);

    assertThat(preview(channel.id(), "{\"maxVideos\":60}").get("videos").asInt()).isEqualTo(60);
    assertThat(preview(channel.id(), "{\"maxVideos\":60}").get("units").asInt()).isEqualTo(5);
    assertThat(preview(channel.id(), "{\"maxVideos\":9999}").get("videos").asInt()).isEqualTo(500);
  }

  @Test
  void whatIsNotThereOrNotForEverybodyIsNotFound() {
    channel.uploads(3);
    SimPlaylist hidden = channel.playlist("hidden").addAll(channel.videos()).makePrivate();
    String dead = channel.video(1).delete().id();
    String secret = channel.video(2).makePrivate().id();

    for (String target :
        List.of(
            "UCnobody-has-this-idAAAA",
            "@nobody" + UUID.randomUUID().toString().substring(0, 8),
            "PLnobodyhasthislistofvideosAAAAAAA",
            hidden.id(),
            dead,
            secret,
            "AAAAAAAAAAA")) {
      assertProblem(ask(target, "{}"), 404, "not_found");
    }
  }

  @Test
  void aYouTubeThatIsDownIsSaidWithATimeToAskAgain() {
    // Given
    channel.uploads(3);
    reelport.youTube().fail(FaultRule.onApi().naming(channel.id()).with(Faults.backendError(503)));

    // When
    Answer answer = ask(channel.id(), "{}");

    // Then
    assertProblem(answer, 503, "youtube_unavailable");
    assertThat(retryAfter(answer)).isLessThanOrEqualTo(60);
    assertThat(spent()).isBetween(1, 2);
  }

  @Test
  void aSlowYouTubeIsWaitedFor() {
    channel.uploads(3);
    reelport.youTube().latency(Duration.ofMillis(400));

    assertThat(preview(channel.id(), "{}").get("videos").asInt()).isEqualTo(3);
  }

  private JsonNode preview(String target, String options) {
    Answer answer = ask(target, options);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return answer.json();
  }

  private Answer ask(String target, String options) {
    return api.post(
        "/v1/imports/preview", "{\"target\":\"" + target + "\",\"options\":" + options + "}");
  }

  private int spent() {
    return reelport.youTube().units() - before;
  }
}
