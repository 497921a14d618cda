package dev.reelport.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerJsonTest {

  private static final Instant TIME = Instant.parse("2026-05-04T03:02:01.123456789Z");
  private static final VideoId ID = new VideoId("dQw4w9WgXcQ");

  @Test
  void whatIsKeptIsReadAsItWas() {
    Video full =
        new Video(
            ID,
            "Title \uD83C\uDFAC",
            "Text",
            "UC",
            "Channel",
            TIME,
            Optional.of("PT3M"),
            List.of(new Video.Thumbnail("https://i.ytimg.com/1.jpg", 120, 90)),
            OptionalLong.of(Long.MAX_VALUE),
            OptionalLong.empty(),
            List.of("tag"),
            Video.Broadcast.UPCOMING,
            true,
            Optional.of(TIME));
    ListedVideo listed = new ListedVideo(ID, Optional.of(TIME), ListedVideo.Privacy.PUBLIC);
    ListedVideo dead = new ListedVideo(ID, Optional.empty(), ListedVideo.Privacy.UNSPECIFIED);
    VideoPage page = new VideoPage(List.of(listed, dead), Optional.of("next"), 7);
    VideoPage last = new VideoPage(List.of(), Optional.empty(), 0);
    ChannelId channelId = new ChannelId("UC_x5XG1OV2P6uZZ5FSM9Ttw");
    PlaylistId list = new PlaylistId("UU_x5XG1OV2P6uZZ5FSM9Ttw");
    Channel channel = new Channel(channelId, "Title", list);
    Playlist playlist = new Playlist(list, "Title");

    for (Object answer : List.of(full, page, last, channel, playlist)) {
      assertThat(AnswerJson.read(AnswerJson.write(answer), answer.getClass()))
          .isEqualTo(Optional.of(answer));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "{\"videos\":null,\"nextPageToken\":null,\"totalResults\":1}",
        "{\"videos\":[null],\"nextPageToken\":null,\"totalResults\":1}",
        "{\"videos\":[],\"nextPageToken\":null,\"totalResults\":1,\"more\":1}",
        "{\"videos\":[],\"nextPageToken\":null,\"totalResults\":1} more",
        "{\"videos\":[{\"id\":{\"value\":\"short\"},\"publishedAt\":null,\"privacy\":\"PUBLIC\"}],"
            + "\"nextPageToken\":null,\"totalResults\":1}"
      })
  void whatCannotBeReadIsAsGoodAsNotThere(String json) {
    assertThat(AnswerJson.read(json, VideoPage.class)).isEmpty();
  }
}
