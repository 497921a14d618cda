package dev.reelport.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.youtube.ListedVideo.Privacy;
import dev.reelport.youtube.Video.Broadcast;
import dev.reelport.youtube.Video.Thumbnail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

  private static final String ID = "dQw4w9WgXcQ";
  private static final String OTHER = "jNQXAC9IVRw";
  private static final String CHANNEL = "UC_x5XG1OV2P6uZZ5FSM9Ttw";

  @Test
  void everyRecordedVideoIsReadFieldByField() throws IOException {
    int videos = 0;
    for (Map.Entry<String, byte[]> file : Recorded.folder("videos").entrySet()) {
      JsonNode root = Json.parse(file.getValue());
      for (JsonNode item : root.path("items")) {
        if (item.path("snippet").has("publishedAt")) {
          compare(item, read(root, item.path("id").asText()).get(0));
          videos++;
        }
      }
    }
    assertThat(videos).isGreaterThan(90);
  }

  private static void compare(JsonNode item, Video video) {
    JsonNode snippet = item.get("snippet");
    assertThat(video.title()).isEqualTo(snippet.path("title").asText(""));
    assertThat(video.description()).isEqualTo(snippet.path("description").asText(""));
    assertThat(video.channelId()).isEqualTo(snippet.path("channelId").asText(""));
    assertThat(video.channelTitle()).isEqualTo(snippet.path("channelTitle").asText(""));
    assertThat(video.publishedAt())
        .isEqualTo(OffsetDateTime.parse(snippet.get("publishedAt").asText()).toInstant());
    assertThat(video.duration().orElse("absent"))
        .isEqualTo(item.path("contentDetails").path("duration").asText("absent"));
    assertThat(video.viewCount().orElse(-1))
        .isEqualTo(item.path("statistics").path("viewCount").asLong(-1));
    assertThat(video.likeCount().orElse(-1))
        .isEqualTo(item.path("statistics").path("likeCount").asLong(-1));
    assertThat(video.tags()).hasSize(snippet.path("tags").size());
    List<String> urls = new ArrayList<>();
    snippet.path("thumbnails").forEach(size -> urls.add(size.get("url").asText()));
    assertThat(video.thumbnails()).extracting(Thumbnail::url).isEqualTo(urls);
    assertThat(video.streamed()).isEqualTo(item.has("liveStreamingDetails"));
  }

  @Test
  void everyRecordedPageIsReadWithItsDeadVideos() throws IOException {
    int dead = 0;
    for (Map.Entry<String, byte[]> file : Recorded.folder("playlistItems").entrySet()) {
      JsonNode root = Json.parse(file.getValue());
      if (!root.path("items").path(0).path("contentDetails").has("videoId")) {
        continue;
      }
      VideoPage page = Answers.page(root);
      assertThat(page.videos()).describedAs(file.getKey()).hasSameSizeAs(root.get("items"));
      assertThat(page.nextPageToken().orElse("absent"))
          .isEqualTo(root.path("nextPageToken").asText("absent"));
      assertThat(page.totalResults()).isEqualTo(root.path("pageInfo").path("totalResults").asInt());
      dead += (int) page.videos().stream().filter(v -> v.publishedAt().isEmpty()).count();
    }
    assertThat(dead).isPositive();
  }

  @Test
  void everyRecordedChannelHasItsUploads() throws IOException {
    for (Map.Entry<String, byte[]> file : Recorded.folder("channels").entrySet()) {
      JsonNode root = Json.parse(file.getValue());
      if (!root.path("kind").asText().endsWith("ListResponse")) {
        continue;
      }
      Optional<Channel> channel = Answers.channel(root);
      assertThat(channel.isPresent()).describedAs(file.getKey()).isEqualTo(root.has("items"));
      channel.ifPresent(
          found ->
              assertThat(found.uploads().value())
                  .isEqualTo("UU" + found.id().value().substring(2)));
    }
  }

  @Test
  void everyRecordedPlaylistIsFoundByItsId() throws IOException {
    for (byte[] body : Recorded.folder("playlists").values()) {
      JsonNode root = Json.parse(body);
      for (JsonNode item : root.path("items")) {
        PlaylistId id = new PlaylistId(item.get("id").asText());
        assertThat(Answers.playlist(root, id))
            .contains(new Playlist(id, item.path("snippet").path("title").asText("")));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "\"text\"",
        "<html>",
        "{",
        "{} {}",
        "{}",
        "{\"items\":null}",
        "{\"kind\":null,\"items\":[]}",
        "{\"kind\":7,\"items\":[]}",
        "{\"kind\":\"youtube#channelListResponse\",\"items\":[]}",
        "{\"kind\":\"youtube#videoListResponse\",\"items\":{}}",
        "{\"kind\":\"youtube#videoListResponse\",\"items\":\"none\"}",
        "{\"kind\":\"youtube#videoListResponse\",\"items\":null}",
        "{\"error\":{\"code\":404}}",
      })
  void whatIsNoListOfVideosIsGarbage(String body) {
    assertThatThrownBy(() -> videos(body)).isInstanceOf(YouTubeFailure.Garbage.class);
  }

  @Test
  void deeplyNestedJsonIsGarbage() {
    String deep = "{\"a\":".repeat(5000) + "1" + "}".repeat(5000);

    assertThatThrownBy(() -> videos(deep)).isInstanceOf(YouTubeFailure.Garbage.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"youtube#videoListResponse\"}",
        "{\"items\":[]}",
        "{\"items\":[7,null]}"
      })
  void aListWithoutVideosIsAnAnswer(String body) {
    assertThat(videos(body)).isEmpty();
  }

  @Test
  void badSingleValuesAreAbsent() {
    // Given
    String item =
        """
        {"id": "%s", "snippet": {"publishedAt": "2020-01-01T00:00:00.123456Z", "title": 7,
          "description": "a\\u0000b", "channelId": null, "tags": ["x", 7, null, "\\u0000y"],
          "liveBroadcastContent": "completed",
          "thumbnails": {"default": {"url": "https://i/1.jpg", "width": "wide", "height": -1},
            "medium": {"url": "javascript:1"}, "high": {}, "standard": 7, "maxres": null}},
         "contentDetails": {"duration": "forever"},
         "statistics": {"viewCount": "many", "likeCount": 12}, "liveStreamingDetails": null}
        """
            .formatted(ID);

    // When
    Video video = videos(list(item)).get(0);

    // Then
    assertThat(video)
        .isEqualTo(
            new Video(
                new VideoId(ID),
                "",
                "ab",
                "",
                "",
                Instant.parse("2020-01-01T00:00:00.123456Z"),
                Optional.empty(),
                List.of(new Thumbnail("https://i/1.jpg", 0, 0)),
                OptionalLong.empty(),
                OptionalLong.of(12),
                List.of("x", "y"),
                Broadcast.NONE,
                false,
                Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "1.5",
        "\"-1\"",
        "\"1e3\"",
        "\" 1\"",
        "99999999999999999999",
        "true",
        "{}",
        "\"9223372036854775808\"",
        "[1]"
      })
  void aCountThatIsNoneIsAbsent(String count) {
    String item =
        "{\"id\":\""
            + ID
            + "\",\"snippet\":{\"publishedAt\":\"2020-01-01T00:00:00Z\"},"
            + "\"statistics\":{\"viewCount\":"
            + count
            + "}}";

    assertThat(videos(list(item)).get(0).viewCount()).isEmpty();
  }

  @Test
  void aVideoWithoutPublishTimeIsAbsentUnlessItIsAnnounced() {
    String plain = "{\"id\":\"" + ID + "\",\"snippet\":{\"title\":\"t\"}}";
    String announced =
        "{\"id\":\""
            + OTHER
            + "\",\"snippet\":{\"liveBroadcastContent\":\"upcoming\"},"
            + "\"liveStreamingDetails\":{\"scheduledStartTime\":\"2027-01-01T00:00:00Z\"}}";

    assertThat(videos(list(plain, announced)))
        .singleElement()
        .satisfies(
            video -> {
              assertThat(video.id().value()).isEqualTo(OTHER);
              assertThat(video.broadcast()).isEqualTo(Broadcast.UPCOMING);
              assertThat(video.publishedAt()).isEqualTo("2027-01-01T00:00:00Z");
            });
  }

  @Test
  void unknownAndRepeatedVideosInTheAnswerAreIgnored() {
    String good = "{\"id\":\"" + ID + "\",\"snippet\":{\"publishedAt\":\"2020-01-01T00:00:00Z\"}}";

    assertThat(videos(list(good, good, good.replace(ID, "aaaaaaaaaaA"), "{\"id\":{}}", "{}")))
        .extracting(video -> video.id().value())
        .containsExactly(ID);
  }

  @Test
  void listedVideosWithoutAUsableIdAreIgnored() {
    // Given
    String body =
        """
        {"kind": "youtube#playlistItemListResponse", "pageInfo": {"totalResults": "x"},
         "nextPageToken": null, "items": [{}, null, {"contentDetails": {"videoId": "short"}},
         {"contentDetails": {"videoId": "%s"}, "status": {"privacyStatus": "private"}},
         {"contentDetails": {"videoId": "%s", "videoPublishedAt": "yesterday"}}]}
        """
            .formatted(ID, OTHER);

    // When
    VideoPage page = Answers.page(json(body));

    // Then
    assertThat(page)
        .isEqualTo(
            new VideoPage(
                List.of(
                    new ListedVideo(new VideoId(ID), Optional.empty(), Privacy.PRIVATE),
                    new ListedVideo(new VideoId(OTHER), Optional.empty(), Privacy.UNSPECIFIED)),
                Optional.empty(),
                2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "{}", "\"\"", "\"a b\"", "\"a\\u0000\"", "\"\\u00e9\""})
  void anUnusablePageTokenIsGarbageAndNotTheEndOfTheList(String token) {
    String body = "{\"items\":[],\"nextPageToken\":" + token + "}";

    assertThatThrownBy(() -> Answers.page(json(body))).isInstanceOf(YouTubeFailure.Garbage.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"contentDetails\":{\"relatedPlaylists\":{\"uploads\":\"\"}}"})
  void missingUploadsAreDerivedFromTheId(String details) {
    String body = "{\"items\":[{\"id\":\"" + CHANNEL + "\"" + details + "}]}";

    assertThat(Answers.channel(json(body)))
        .contains(
            new Channel(new ChannelId(CHANNEL), "", new PlaylistId("UU" + CHANNEL.substring(2))));
  }

  private static List<Video> videos(String body) {
    return Answers.videos(json(body), List.of(new VideoId(ID), new VideoId(OTHER)));
  }

  private static List<Video> read(JsonNode root, String id) {
    return Answers.videos(root, List.of(new VideoId(id)));
  }

  private static String list(String... items) {
    return "{\"kind\":\"youtube#videoListResponse\",\"items\":[" + String.join(",", items) + "]}";
  }

  private static JsonNode json(String body) {
    return Json.parse(body.getBytes(StandardCharsets.UTF_8));
  }
}
