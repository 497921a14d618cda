package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelport.testing.e2e.Door;
import dev.reelport.testing.e2e.ProjectsOf;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimVideo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Videos as odd as YouTube allows become projects, exact in every field. */
class VariedVideosIT {

  private final Reelport reelport = Reelport.shared();

  @Test
  void videosOfEverySortBecomeProjectsExactInEveryField() {
    // Given a channel of many scripts, and some videos at the edges of the rules
    SimChannel channel = reelport.youTube().world().channel("varied").uploads(180);
    oddText(channel);
    oddDetails(channel);
    String user = Reelport.newUser();
    int before = reelport.youTube().units();

    // When it is imported
    JsonNode ended = Door.KAFKA.imported(reelport, user, channel.handle());

    // Then
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(180);
    assertThat(ended.at("/units/spent").asInt()).isEqualTo(1 + 4 + 4);
    assertThat(reelport.youTube().units() - before).isEqualTo(9);
    ProjectsOf projects = new ProjectsOf(reelport, user);
    projects.areExactly(channel.videos().stream().map(SimVideo::json).toList(), true, true);
    projects.areTold();
  }

  @Test
  void videosWhoseSlugsWouldBeTheSameGetNumbers(@TempDir Path folder) throws IOException {
    // Given videos whose ids begin alike but for case and hyphens, recorded under one title
    List<String> ids = List.of("Sl_gs-01AAA", "sl-GS_01BBA", "sl-gs-01CCA", "SL_GS_01DDA");
    SimVideo model = reelport.youTube().world().channel("slugs").plain().publish();
    Files.createDirectory(folder.resolve("videos"));
    for (String id : ids) {
      ObjectNode video = model.title("The same").json().put("id", id);
      Files.writeString(folder.resolve("videos").resolve(id + ".json"), video.toString());
    }
    reelport.youTube().serveRecorded(folder);
    String user = Reelport.newUser();

    // When they are imported, all at once
    Door.HTTP.importAll(reelport, user, ids);

    // Then
    assertThat(new ProjectsOf(reelport, user).shown())
        .extracting(project -> project.get("slug").textValue())
        .containsExactlyInAnyOrder(
            "the-same-sl-gs-01",
            "the-same-sl-gs-01-2",
            "the-same-sl-gs-01-3",
            "the-same-sl-gs-01-4");
  }

  private static void oddText(SimChannel channel) {
    channel.video(0).title("🎬🔥 Finale 👩‍👩‍👧 — 2");
    channel.video(1).title("🎬".repeat(300));
    channel.video(2).title("a".repeat(254) + "🎬🎬");
    channel.video(3).title("!!! --- ___ ???");
    channel.video(4).title("日本語のタイトル");
    channel.video(5).title("a".repeat(49) + " b and more words behind the cut");
    channel.video(6).title("b".repeat(50) + " c");
    channel.video(7).title("_leading_and trailing_ ");
    channel.video(8).title("Ångström: Crème Brûlée ½ ﬁne İstanbul");
    channel.video(9).title("<b>&amp;\"quotes\" \\ 'single' \u0001\u2028 ${x} :y %s ?");
    channel.video(10).description("x".repeat(499) + "🎸" + "y".repeat(499) + "🎸🎸");
    channel.video(11).description("x".repeat(500) + "🎸" + "y".repeat(499) + "🎸🎸");
    channel.video(12).description("🎸".repeat(500));
    channel.video(13).description("🎸".repeat(1000));
    channel.video(14).description("👩🏽‍🔬".repeat(700));
    channel.video(15).description("line\r\nline\ttab\n\n\u00a0 \\u0000 \\n \"json\": {}");
  }

  private static void oddDetails(SimChannel channel) {
    channel.video(20).duration("P1DT2H");
    channel.video(21).duration("P1DT2H3M4S");
    channel.video(22).duration("P4DT5S");
    channel.video(23).duration("PT26H1S");
    channel.video(24).duration("PT1H");
    channel.video(25).duration("PT59M59S");
    channel.video(26).duration("PT1H2M10S");
    channel.video(27).duration("PT45S");
    channel.video(28).duration("PT1S");
    channel.video(29).duration("P0D");
    channel.video(30).duration(null);
    channel.video(31).tags();
    channel.video(32).tags(numbered(10));
    channel.video(33).tags(numbered(11));
    channel.video(34).withoutLikes().views(0);
    channel.video(35).withoutViews().likes(0);
    channel.video(36).views(4_000_000_000_000L);
    channel.video(37).thumbnails();
    channel.video(38).thumbnails("uhd", "default", "high");
    channel.video(39).thumbnails("default");
    channel.video(40).edit(VariedVideosIT::leaveOutAllThereIs);
    channel.video(41).makeUnlisted().makePublic();
  }

  private static String[] numbered(int count) {
    return IntStream.range(0, count).mapToObj(n -> "tag 🎸 " + n).toArray(String[]::new);
  }

  private static void leaveOutAllThereIs(ObjectNode video) {
    video.remove("statistics");
    video.remove("contentDetails");
    video.withObject("/snippet").remove("description");
    video.withObject("/snippet").remove("tags");
    video.withObject("/snippet").remove("thumbnails");
    video.withObject("/snippet").remove("liveBroadcastContent");
  }
}
