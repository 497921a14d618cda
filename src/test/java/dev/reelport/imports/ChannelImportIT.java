package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimVideo;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Channels of every size: rows, counts and units are exact. */
class ChannelImportIT {

  private final Reelport reelport = Reelport.shared();

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 3", "49, 3", "50, 3", "51, 5", "500, 21", "5000, 201"})
  void everyUploadBecomesAProjectAtTheExactCost(int uploads, int units) {
    // Given a channel that nobody has imported
    SimChannel channel = reelport.youTube().world().channel("exact-" + uploads).plain();
    channel.uploads(uploads);
    String user = Reelport.newUser();
    int before = reelport.youTube().units();

    // When it is imported
    JsonNode ended = reelport.as(user).imported(channel.id());

    // Then rows, counts and units are exact, by the referee's count too
    assertThat(ended.get("status").asText()).isEqualTo("succeeded");
    assertThat(ended.at("/counts/discovered").asInt()).isEqualTo(uploads);
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(uploads);
    assertThat(ended.at("/units/spent").asInt()).isEqualTo(units);
    assertThat(reelport.youTube().units() - before).isEqualTo(units);
    assertThat(projects(user)).isEqualTo(uploads);
  }

  @Test
  void importingAgainMakesNoRowAndFetchesNoDetails() {
    // Given a channel that the user has
    SimChannel channel = reelport.youTube().world().channel("again").plain().uploads(120);
    String user = Reelport.newUser();
    reelport.as(user).imported(channel.id());

    // When it is imported again
    JsonNode again = reelport.as(user).imported(channel.id());

    // Then all are duplicates, for the pages alone: the lookup is cached
    assertThat(again.at("/counts/duplicates").asInt()).isEqualTo(120);
    assertThat(again.at("/counts/imported").asInt()).isZero();
    assertThat(again.at("/units/spent").asInt()).isEqualTo(3);
    assertThat(projects(user)).isEqualTo(120);
  }

  @Test
  void twoUsersOfOneVideoHaveAProjectEach() {
    SimChannel channel = reelport.youTube().world().channel("shared").plain().uploads(1);
    String one = Reelport.newUser();
    String other = Reelport.newUser();

    reelport.as(one).imported(channel.video(0).id());
    reelport.as(other).imported(channel.video(0).id());

    assertThat(projects(one)).isEqualTo(1);
    assertThat(projects(other)).isEqualTo(1);
  }

  @Test
  void whatIsAvailableIsImportedAndTheRestIsAccountedForByName() {
    // Given a channel with private, deleted and vanished videos
    SimChannel channel = reelport.youTube().world().channel("mixed").plain().uploads(60);
    channel.video(3).makePrivate();
    channel.video(20).delete();
    channel.video(41).live();
    String user = Reelport.newUser();
    ApiClient api = reelport.as(user);

    // When it is imported
    JsonNode ended = api.imported(channel.id());

    // Then every video is accounted for
    assertThat(ended.at("/counts/discovered").asInt()).isEqualTo(60);
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(57);
    assertThat(ended.at("/counts/unavailable").asInt()).isEqualTo(2);
    assertThat(ended.at("/counts/filtered").asInt()).isEqualTo(1);
    Set<String> named =
        api.all("/v1/imports/" + ended.get("id").asText() + "/items").stream()
            .map(item -> item.get("videoId").asText() + " " + item.get("reason").asText())
            .collect(Collectors.toSet());
    assertThat(named)
        .containsExactlyInAnyOrder(
            channel.video(3).id() + " private",
            channel.video(20).id() + " deleted",
            channel.video(41).id() + " live");
    Set<String> available =
        channel.videos().stream()
            .filter(SimVideo::isAvailable)
            .map(SimVideo::id)
            .filter(id -> !id.equals(channel.video(41).id()))
            .collect(Collectors.toSet());
    assertThat(
            api.all("/v1/projects").stream()
                .map(project -> project.at("/content/video/videoId").asText()))
        .containsExactlyInAnyOrderElementsOf(available);
  }

  private long projects(String user) {
    return reelport.count("select count(*) from project where user_id = ?", user);
  }
}
