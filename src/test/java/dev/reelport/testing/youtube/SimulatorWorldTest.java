package dev.reelport.testing.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SimulatorWorldTest {

  private static final Duration LONGEST_SHORT = Duration.ofMinutes(3);

  private final World world = new World(1);

  @Test
  void equalSeedsMakeEqualWorlds() {
    // When
    SimChannel here = world.channel("same").uploads(30);
    SimChannel there = new World(1).channel("same").uploads(30);
    SimChannel elsewhere = new World(2).channel("same").uploads(30);

    // Then
    assertThat(there.id()).isEqualTo(here.id());
    assertThat(jsons(there)).isEqualTo(jsons(here));
    assertThat(elsewhere.id()).isNotEqualTo(here.id());
  }

  @Test
  void idsHaveYouTubesShapesAndAreAllDifferent() {
    // When
    SimChannel channel = world.channel("ids").plain().uploads(20_000);
    Set<String> ids = new HashSet<>();
    channel.videos().forEach(video -> ids.add(video.id()));

    // Then
    assertThat(channel.id()).matches("UC[A-Za-z0-9_-]{21}[AQgw]");
    assertThat(channel.uploadsId()).isEqualTo("UU" + channel.id().substring(2));
    assertThat(channel.playlist("p").id()).matches("PL[A-Za-z0-9_-]{32}");
    assertThat(ids).hasSize(20_000);
    assertThat(ids).allMatch(id -> id.matches("[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]"));
  }

  @Test
  void uploadsAreNewestFirst() {
    // When
    SimChannel channel = world.channel("order").uploads(500);
    SimVideo latest = channel.publish();

    // Then
    assertThat(channel.videos())
        .isSortedAccordingTo(Comparator.comparing((SimVideo v) -> v.publishedAt()).reversed());
    assertThat(channel.video(0)).isSameAs(latest);
  }

  @Test
  void generatedVideosHaveTheVarietyOfRealOnes() {
    // When
    List<JsonNode> videos = jsons(world.channel("variety").uploads(2000));

    // Then
    assertSome(videos, video -> video.at("/snippet/tags").isMissingNode());
    assertSome(videos, video -> video.at("/snippet/tags").size() > 10);
    assertSome(videos, video -> video.at("/statistics/likeCount").isMissingNode());
    assertSome(videos, video -> video.at("/statistics/viewCount").isMissingNode());
    assertSome(videos, video -> video.at("/snippet/thumbnails").isEmpty());
    assertSome(videos, video -> video.at("/snippet/thumbnails/maxres").isMissingNode());
    assertSome(videos, video -> video.at("/snippet/thumbnails/uhd").isObject());
    assertSome(videos, video -> video.at("/contentDetails/duration").asText().startsWith("P1DT"));
    assertSome(videos, video -> video.at("/snippet/title").asText().equals("🎉🎉🎉"));
    assertSome(videos, video -> video.at("/snippet/title").asText().equals("Private video"));
    assertSome(videos, video -> bytes(video, "/snippet/description") > 2000);
    assertSome(videos, video -> video.at("/snippet/description").asText().isEmpty());
    assertThat(videos)
        .allMatch(video -> codePoints(video, "/snippet/title") <= 100)
        .allMatch(video -> bytes(video, "/snippet/description") <= 5000);
  }

  @Test
  void plainVideosHoldNoSurprises() {
    // When
    List<JsonNode> videos = jsons(world.channel("plain").plain().uploads(200));

    // Then
    assertThat(videos)
        .allMatch(video -> video.at("/snippet/title").asText().matches("[ -~]+"))
        .allMatch(video -> video.at("/snippet/tags").size() == 2)
        .allMatch(video -> video.at("/snippet/thumbnails/maxres").isObject())
        .allMatch(video -> video.at("/statistics/likeCount").isTextual())
        .allMatch(video -> length(video).compareTo(LONGEST_SHORT) > 0);
  }

  @Test
  void aVideoSaysWhatATestToldItTo() {
    // When
    SimVideo video = world.channel("told").uploads(1).video(0);
    video.title("T").description("D").tags("a", "b").duration("PT3M").likes(7).thumbnails("high");

    // Then
    JsonNode json = video.json();
    assertThat(json.at("/snippet/title").asText()).isEqualTo("T");
    assertThat(json.at("/snippet/localized/description").asText()).isEqualTo("D");
    assertThat(json.at("/snippet/tags").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(json.at("/snippet/thumbnails")).hasSize(1);
    assertThat(json.at("/statistics/likeCount").asText()).isEqualTo("7");
    assertThat(video.tags().duration(null).json().at("/snippet/tags").isMissingNode()).isTrue();
    assertThat(video.json().at("/contentDetails/duration").isMissingNode()).isTrue();
  }

  @Test
  void streamsAndPremieresSayWhereTheyStand() {
    // Given
    SimChannel channel = world.channel("live").uploads(4);
    Instant start = Instant.parse("2026-12-01T20:00:00Z");

    // When
    JsonNode live = channel.video(0).live().json();
    JsonNode upcoming = channel.video(1).upcoming(start).json();
    JsonNode premiere = channel.video(2).premiere(start).json();
    JsonNode ended = channel.video(3).streamed(Duration.ofHours(26)).json();

    // Then
    assertThat(live.at("/snippet/liveBroadcastContent").asText()).isEqualTo("live");
    assertThat(live.at("/contentDetails/duration").asText()).isEqualTo("P0D");
    assertThat(live.at("/liveStreamingDetails/concurrentViewers").isTextual()).isTrue();
    assertThat(upcoming.at("/snippet/liveBroadcastContent").asText()).isEqualTo("upcoming");
    assertThat(upcoming.at("/contentDetails/duration").asText()).isEqualTo("P0D");
    assertThat(premiere.at("/contentDetails/duration").asText()).isEqualTo("PT12M7S");
    assertThat(premiere.at("/liveStreamingDetails/scheduledStartTime").asText())
        .isEqualTo("2026-12-01T20:00:00Z");
    assertThat(ended.at("/snippet/liveBroadcastContent").asText()).isEqualTo("none");
    assertThat(ended.at("/contentDetails/duration").asText()).isEqualTo("P1DT2H");
  }

  @Test
  void demoChannelsAndTheSampleAreThereWithoutSetUp() {
    // When
    SimChannel demo = world.channelByHandle("Demo-120").orElseThrow();
    SimChannel sample = world.channelByHandle("@reelport-sample").orElseThrow();

    // Then
    assertThat(demo.videos()).hasSize(120);
    assertThat(world.playlist(demo.uploadsId())).contains(demo.uploadsPlaylist());
    assertThat(new World(1).channelById(demo.id()).orElseThrow().videos()).hasSize(120);
    assertThat(sample.videos()).hasSize(137);
    assertThat(sample.videos())
        .extracting(SimVideo::visibility)
        .contains(SimVideo.Visibility.PRIVATE, SimVideo.Visibility.DELETED);
    assertThat(world.channelByHandle("@demo-99999")).isEmpty();
  }

  private static void assertSome(List<JsonNode> videos, Predicate<JsonNode> trait) {
    assertThat(videos).anyMatch(trait);
    assertThat(videos.stream().filter(trait).count()).isLessThan(videos.size() / 2);
  }

  private static List<JsonNode> jsons(SimChannel channel) {
    return channel.videos().stream().map(video -> (JsonNode) video.json()).toList();
  }

  private static Duration length(JsonNode video) {
    return Duration.parse(video.at("/contentDetails/duration").asText());
  }

  private static int bytes(JsonNode video, String path) {
    return video.at(path).asText().getBytes(StandardCharsets.UTF_8).length;
  }

  private static int codePoints(JsonNode video, String path) {
    String text = video.at(path).asText();
    return text.codePointCount(0, text.length());
  }
}
