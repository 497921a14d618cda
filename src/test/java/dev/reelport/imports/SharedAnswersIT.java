package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.faults.FaultTest;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimPlaylist;
import dev.reelport.testing.youtube.SimVideo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one user's import fetched serves another's; the simulator is the referee of the units. */
class SharedAnswersIT {

  private static Reelport reelport;

  @BeforeAll
  static void start() {
    reelport = Reelport.with(Map.of());
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @BeforeEach
  void countAnew() {
    reelport.youTube().heal();
    reelport.youTube().resetUnits();
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @Tag(FaultTest.TAG)
  void manyUsersOfOneChannelOnTwoInstancesCostItOnce() {
    try (ServiceProcess second = reelport.anotherInstance()) {
      // Given a channel of 500 videos, and a YouTube that takes its time
      SimChannel channel = channel(500);
      reelport.youTube().latency(Duration.ofMillis(20));

      // When forty users import it at once, at both instances
      Map<ApiClient, String> imports = new LinkedHashMap<>();
      for (int n = 0; n < 40; n++) {
        ApiClient api = reelport.as(Reelport.newUser());
        ApiClient door = n % 2 == 0 ? api : api.at(second.uri());
        imports.put(api, door.importOf(channel.id()).get("id").asText());
      }
      List<JsonNode> ended =
          imports.entrySet().stream().map(i -> i.getKey().ended(i.getValue())).toList();

      // Then everybody has everything, and each unit was paid once by whoever's call it was
      assertThat(ended).allSatisfy(i -> assertThat(imported(i)).isEqualTo(500));
      assertThat(
              reelport.count(
                  "select count(*) from project where channel_id = ? and user_id is not null",
                  channel.id()))
          .isEqualTo(40 * 500);
      assertThat(reelport.youTube().units()).isEqualTo(21);
      assertThat(ended.stream().mapToInt(SharedAnswersIT::spent).sum()).isEqualTo(21);
      assertThat(ended.stream().filter(i -> spent(i) == 0).count()).isGreaterThanOrEqualTo(19);
    }
  }

  @Test
  void whoeverComesRightAfterPaysNothing() {
    // Given a channel, a playlist and a video that somebody has imported or looked at
    SimChannel channel = channel(120);
    SimPlaylist playlist = channel.playlist("mine").addAll(channel(3).videos());
    SimVideo single = channel(1).video(0);
    ApiClient first = reelport.as(Reelport.newUser());
    assertThat(spent(first.imported(channel.handle()))).isEqualTo(7);
    assertThat(first.post("/v1/imports/preview", target(playlist.id())).status()).isEqualTo(200);
    assertThat(spent(first.imported(single.id()))).isEqualTo(1);
    int units = reelport.youTube().units();

    // When another user asks for the same
    ApiClient other = reelport.as(Reelport.newUser());
    JsonNode ofChannel = other.imported(channel.handle());
    JsonNode preview = other.post("/v1/imports/preview", target(playlist.id())).json();
    JsonNode ofSingle = other.imported(single.id());

    // Then it is there, and cost nothing
    assertThat(imported(ofChannel)).isEqualTo(120);
    assertThat(preview.get("videos").asInt()).isEqualTo(3);
    assertThat(imported(ofSingle)).isEqualTo(1);
    assertThat(spent(ofChannel) + spent(ofSingle)).isZero();
    assertThat(reelport.youTube().units()).isEqualTo(units);
    assertThat(other.get("/v1/quota").json().get("used").asInt()).isZero();
  }

  @Test
  void onlyTheVideosThatNobodyHasFetchedAreAskedFor() {
    // Given a list of which somebody has imported a part
    SimChannel channel = channel(60);
    SimPlaylist part = channel.playlist("part").addAll(channel.videos().subList(0, 49));
    reelport.as(Reelport.newUser()).imported(part.id());
    int units = reelport.youTube().units();

    // When another user imports the whole
    JsonNode ended = reelport.as(Reelport.newUser()).imported(channel.uploadsId());

    // Then its two pages are paid, one call for one video, and one for the last ten
    assertThat(imported(ended)).isEqualTo(60);
    assertThat(spent(ended)).isEqualTo(4).isEqualTo(reelport.youTube().units() - units);
  }

  @Test
  void whoImportsAgainAfterAnUploadGetsTheUpload() {
    // Given two users who have imported a channel, the second one for nothing
    SimChannel channel = channel(60);
    ApiClient one = reelport.as(Reelport.newUser());
    ApiClient other = reelport.as(Reelport.newUser());
    one.imported(channel.id());
    assertThat(spent(other.imported(channel.id()))).isZero();

    // When a video is uploaded and each imports it again
    channel.publish();
    JsonNode ofOther = other.imported(channel.id());
    JsonNode ofOne = one.imported(channel.id());

    // Then both have it
    assertThat(imported(ofOther)).isEqualTo(1);
    assertThat(imported(ofOne)).isEqualTo(1);
    assertThat(spent(ofOther) + spent(ofOne))
        .isEqualTo(reelport.youTube().units() - 5)
        .isEqualTo(3);
  }

  @Test
  void aVideoThatMovesUpBetweenSomebodysPageAndOursIsNotMissed() {
    // Given a list whose first page somebody has looked at
    SimPlaylist list = channel(1).playlist("moving").addAll(channel(120).videos());
    reelport.as(Reelport.newUser()).post("/v1/imports/preview", target(list.id()));

    // When a video of that page is taken out, and another user imports the list
    SimVideo gone = list.videos().get(10);
    list.remove(gone);
    String user = Reelport.newUser();
    JsonNode ended = reelport.as(user).imported(list.id());

    // Then all that is in the list is there, for one page more than its pages
    assertThat(ended.get("status").asText()).isEqualTo("succeeded");
    assertThat(
            reelport.as(user).all("/v1/projects").stream()
                .map(project -> project.at("/content/video/videoId").asText())
                .toList())
        .containsAll(list.videos().stream().map(SimVideo::id).toList());
    assertThat(spent(ended)).isEqualTo(1 + 3 + 3).isEqualTo(reelport.youTube().units() - 2);
  }

  @Test
  void anEntryThatCannotBeReadIsAskedForAgain() throws IOException {
    // Given answers that somebody has spoiled
    SimChannel channel = channel(3);
    SimVideo video = channel(1).video(0);
    reelport.as(Reelport.newUser()).imported(channel.uploadsId());
    reelport.as(Reelport.newUser()).imported(video.id());
    redis("SET youtube_recent:page:" + channel.uploadsId() + ": garbage");
    redis("HSET youtube_recent:video:" + video.id() + " answer {garbage}");
    redis("HSET youtube_recent:video:" + channel.video(0).id() + " at garbage");
    int units = reelport.youTube().units();

    // When another user asks for the same
    ApiClient other = reelport.as(Reelport.newUser());
    JsonNode ofChannel = other.imported(channel.uploadsId());
    JsonNode ofVideo = other.imported(video.id());

    // Then YouTube is asked, and the next user is served again
    assertThat(imported(ofChannel)).isEqualTo(3);
    assertThat(imported(ofVideo)).isEqualTo(1);
    assertThat(spent(ofChannel)).isEqualTo(2);
    assertThat(spent(ofVideo)).isEqualTo(1);
    assertThat(reelport.youTube().units() - units).isEqualTo(3);
    assertThat(spent(reelport.as(Reelport.newUser()).imported(channel.uploadsId()))).isZero();
  }

  @Test
  void previewsAtTheSameTimeShareTheirLook() {
    // Given a YouTube that takes its time
    SimChannel channel = channel(70);
    reelport.youTube().latency(Duration.ofMillis(500));

    // When ten users look at the same channel at once
    List<JsonNode> previews =
        Stream.generate(Reelport::newUser).limit(10).map(reelport::as).toList().parallelStream()
            .map(api -> api.post("/v1/imports/preview", target(channel.id())).json())
            .toList();

    // Then all see it, for one lookup and one page
    assertThat(previews).allSatisfy(p -> assertThat(p.get("videos").asInt()).isEqualTo(70));
    assertThat(reelport.youTube().units()).isEqualTo(2);
  }

  private static SimChannel channel(int uploads) {
    String name = "shared-" + UUID.randomUUID();
    return reelport.youTube().world().channel(name).plain().uploads(uploads);
  }

  private static String target(String target) {
    return "{\"target\":\"" + target + "\"}";
  }

  private static int imported(JsonNode i) {
    return i.at("/counts/imported").asInt();
  }

  private static int spent(JsonNode i) {
    return i.at("/units/spent").asInt();
  }

  private static void redis(String command) throws IOException {
    int port = reelport.stack().redis().port();
    try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), port)) {
      redis.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      assertThat(redis.getInputStream().read()).isIn((int) '+', (int) ':');
    }
  }
}
