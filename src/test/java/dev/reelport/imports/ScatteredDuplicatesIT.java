package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ProjectsOf;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimVideo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a user has, and what a user deleted, is never paid for again, wherever it is in a list. */
class ScatteredDuplicatesIT {

  private static final int UPLOADS = 5_000;
  private static final int HAD = 700;
  private static final int DELETED = 40;

  private final Reelport reelport = Reelport.shared();
  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);

  @Test
  void onlyTheDetailsOfUnknownVideosArePaidForAndNothingIsDoubled() {
    // Given a channel of which the user has or had videos here and there, from a playlist
    SimChannel channel = reelport.youTube().world().channel("scattered").plain();
    channel.uploads(UPLOADS);
    List<SimVideo> shuffled = new ArrayList<>(channel.videos());
    Collections.shuffle(shuffled, new Random(7));
    List<SimVideo> had = shuffled.subList(0, HAD);
    String playlist = channel.playlist("scattered").addAll(had).id();
    assertThat(api.imported(playlist).at("/units/spent").asInt()).isEqualTo(14 + 14);
    List<String> deleted = api.get("/v1/projects?limit=" + DELETED).json().findValuesAsText("id");
    deleted.forEach(id -> assertThat(api.delete("/v1/projects/" + id).status()).isEqualTo(204));
    int before = reelport.youTube().units();
    int asked = reelport.youTube().calls(Route.VIDEOS);

    // When the channel is imported
    JsonNode ended = api.imported(channel.id());

    // Then a lookup, its pages, and the details of the unknown are paid, no more
    int unknown = UPLOADS - HAD;
    assertThat(ended.get("status").textValue()).isEqualTo("succeeded");
    assertThat(ended.at("/counts/discovered").asInt()).isEqualTo(UPLOADS);
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(unknown);
    assertThat(ended.at("/counts/duplicates").asInt()).isEqualTo(HAD - DELETED);
    assertThat(ended.at("/counts/filtered").asInt()).isEqualTo(DELETED);
    assertThat(ended.at("/units/spent").asInt()).isEqualTo(1 + UPLOADS / 50 + unknown / 50);
    assertThat(reelport.youTube().units() - before).isEqualTo(ended.at("/units/spent").asInt());
    assertThat(reelport.youTube().calls(Route.VIDEOS) - asked).isEqualTo(unknown / 50);
    assertNobodyWasAskedForTwice(had);
    assertRowsAreDistinct(UPLOADS - DELETED);
    assertThat(tombstones(ended)).isEqualTo(DELETED);
  }

  @Test
  void whatWasDeletedStaysDeletedUntilItIsAskedForByName() {
    // Given a channel whose one video the user has deleted
    SimChannel channel = reelport.youTube().world().channel("deleted").plain().uploads(1);
    api.imported(channel.id());
    String project = api.get("/v1/projects").json().at("/items/0/id").asText();
    assertThat(api.delete("/v1/projects/" + project).status()).isEqualTo(204);

    // When the channel is imported, and then the video
    JsonNode ofChannel = api.imported(channel.id());
    JsonNode ofVideo = api.imported(channel.video(0).id());
    JsonNode ofVideoAgain = api.imported(channel.video(0).id());

    // Then a page is paid without details, and one unit brings the video back
    assertThat(ofChannel.at("/counts/filtered").asInt()).isEqualTo(1);
    assertThat(ofChannel.at("/units/spent").asInt()).isEqualTo(1);
    assertThat(ofVideo.at("/counts/imported").asInt()).isEqualTo(1);
    assertThat(ofVideo.at("/units/spent").asInt()).isEqualTo(1);
    assertThat(ofVideoAgain.at("/counts/duplicates").asInt()).isEqualTo(1);
    assertThat(ofVideoAgain.at("/units/spent").asInt()).isZero();
    new ProjectsOf(reelport, user).areExactly(List.of(channel.video(0).json()), true, true);
  }

  private void assertNobodyWasAskedForTwice(List<SimVideo> had) {
    assertThat(
            had.stream()
                .map(video -> reelport.youTube().calls(Route.VIDEOS, video.id()))
                .collect(Collectors.toSet()))
        .containsExactly(1);
  }

  private void assertRowsAreDistinct(int projects) {
    assertThat(reelport.count("select count(*) from project where user_id = ?", user))
        .isEqualTo(projects);
    assertThat(
            reelport.count(
                "select count(distinct content #>> '{video,videoId}') from project"
                    + " where user_id = ?",
                user))
        .isEqualTo(projects);
  }

  private long tombstones(JsonNode ended) {
    return api
        .all("/v1/imports/" + ended.get("id").textValue() + "/items?outcome=filtered")
        .stream()
        .filter(item -> item.get("reason").textValue().equals("tombstone"))
        .count();
  }
}
