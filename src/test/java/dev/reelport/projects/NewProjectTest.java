package dev.reelport.projects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.projects.SourceVideo.Thumbnail;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewProjectTest {

  @Test
  void aVideoBecomesAProject() {
    // When
    NewProject project = project(SourceVideos.titled("dQw4w9WgXcQ", "Never Gonna"));

    // Then
    assertThat(project.title()).isEqualTo("Never Gonna");
    assertThat(project.description()).isEqualTo("What it is about");
    assertThat(project.slug().value()).isEqualTo("never-gonna-dqw4w9wg");
    assertThat(project.externalUrl()).isEqualTo("https://youtube.com/watch?v=dQw4w9WgXcQ");
    assertThat(project.featuredImageUrl()).hasValue("https://i.ytimg.com/high.jpg");
    assertThat(project.isPrivate()).isTrue();
    assertThat(project.showcase()).isFalse();
    assertThat(project.channelId()).isEqualTo("UCuAXFkgsw1L7xaCfnd5JJOw");
    assertThat(ContentJson.write(project.content()))
        .isEqualTo(
            "{\"video\":{\"platform\":\"youtube\",\"videoId\":\"dQw4w9WgXcQ\","
                + "\"channelId\":\"UCuAXFkgsw1L7xaCfnd5JJOw\",\"channelName\":\"The channel\","
                + "\"duration\":\"15:33\",\"durationIso\":\"PT15M33S\","
                + "\"publishedAt\":\"2024-02-29T12:00:00Z\",\"viewCount\":1234,\"likeCount\":56,"
                + "\"tags\":[\"one\",\"two\"]},\"heroDisplayMode\":\"video\","
                + "\"heroVideoUrl\":\"https://youtube.com/watch?v=dQw4w9WgXcQ\","
                + "\"blocks\":[{\"type\":\"text\",\"style\":\"body\","
                + "\"content\":\"What it is about\"}]}");
  }

  @Test
  void whatYouTubeLeavesOutIsNullAndTheTextBlockIsThere() {
    // When
    NewProject project = project(SourceVideos.bare("dQw4w9WgXcQ"));

    // Then
    assertThat(project.title()).isEqualTo("dQw4w9WgXcQ");
    assertThat(project.description()).isEmpty();
    assertThat(project.featuredImageUrl()).isEmpty();
    assertThat(ContentJson.write(project.content()))
        .contains("\"duration\":null,\"durationIso\":null,")
        .contains("\"viewCount\":null,\"likeCount\":null,\"tags\":[]")
        .contains("\"blocks\":[{\"type\":\"text\",\"style\":\"body\",\"content\":\"\"}]");
  }

  @Test
  void cutsCountCodePointsAndSplitNone() {
    // Given
    String emoji = "🎬".repeat(1_200);

    // When
    NewProject project = project(SourceVideos.described(emoji, emoji, List.of()));

    // Then
    assertThat(project.title()).isEqualTo("🎬".repeat(255));
    assertThat(project.description()).isEqualTo("🎬".repeat(500));
    assertThat(project.content().blocks().get(0).content()).isEqualTo("🎬".repeat(1_000));
  }

  @Test
  void whatPostgresCannotStoreIsLeftOut() {
    // When
    NewProject project = project(SourceVideos.described("a\0b", "c\0d\ud83d!", List.of("e\0f")));

    // Then
    assertThat(project.title()).isEqualTo("ab");
    assertThat(project.description()).isEqualTo("cd\ufffd!");
    assertThat(project.content().video().tags()).containsExactly("ef");
    assertThat(project.content().video().channelName()).isEqualTo("The channel");
    assertThat(project.content().video().durationIso()).isNull();
  }

  @Test
  void tenTagsAreKept() {
    // Given
    List<String> tags = IntStream.range(0, 30).mapToObj(n -> "tag" + n).toList();

    // When
    NewProject project = project(SourceVideos.described("Title", "", tags));

    // Then
    assertThat(project.content().video().tags()).isEqualTo(tags.subList(0, 10));
  }

  @Test
  void theWidestThumbnailIsTakenWhateverItsPlace() {
    // When
    NewProject project =
        project(
            SourceVideos.pictured(
                new Thumbnail("small", 120, 90),
                new Thumbnail("widest", 1_280, 720),
                new Thumbnail("unknown", 0, 0),
                new Thumbnail("", 3_840, 2_160)));

    // Then
    assertThat(project.featuredImageUrl()).hasValue("widest");
    assertThat(project.content().video().duration()).isNull();
    assertThat(project.content().video().durationIso()).isEqualTo("P0D");
  }

  @Test
  void ofThumbnailsOfUnknownSizeTheLastIsTaken() {
    // When
    NewProject project =
        project(SourceVideos.pictured(new Thumbnail("default", 0, 0), new Thumbnail("high", 0, 0)));

    // Then
    assertThat(project.featuredImageUrl()).hasValue("high");
  }

  private static NewProject project(SourceVideo video) {
    return NewProject.of(video, true, false);
  }
}
