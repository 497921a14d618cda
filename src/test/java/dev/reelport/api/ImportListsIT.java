package dev.reelport.api;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimVideo;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The lists of imports and of their videos, on real servers. */
class ImportListsIT {

  private final Reelport reelport = Reelport.shared();
  private final ApiClient api = reelport.as(Reelport.newUser());
  private final ApiClient stranger = reelport.as(Reelport.newUser());
  private final SimChannel channel =
      reelport.youTube().world().channel("lists-" + UUID.randomUUID()).plain();

  @Test
  void aListIsPagedNewestFirstWithoutGapsOrRepeats() {
    // Given
    channel.uploads(5);
    List<String> succeeded = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (SimVideo video : channel.videos()) {
      String good = api.importOf(video.id()).get("id").asText();
      succeeded.add(0, good);
      all.add(0, good);
      all.add(0, api.importOf("UC" + video.id() + "AAAAAAAAAAA").get("id").asText());
    }
    all.forEach(api::ended);

    // When, Then
    assertThat(pages("/v1/imports?limit=3")).isEqualTo(all);
    assertThat(pages("/v1/imports?limit=2&status=succeeded")).isEqualTo(succeeded);
    assertThat(pages("/v1/imports?limit=5&status=failed"))
        .hasSize(5)
        .doesNotContainAnyElementsOf(succeeded);
    assertThat(pages("/v1/imports?status=waiting")).isEmpty();
    assertThat(stranger.get("/v1/imports").json().get("items")).isEmpty();
    assertThat(stranger.get("/v1/imports").json().get("nextCursor").isNull()).isTrue();
  }

  @Test
  void anotherUsersImportIsNotThere() {
    // Given
    String mine = "/v1/imports/" + api.importOf(channel.uploads(1).id()).get("id").asText();

    // When, Then
    assertThat(api.get(mine).status()).isEqualTo(200);
    assertProblem(stranger.get(mine), 404, "not_found");
    assertProblem(stranger.get(mine + "/items"), 404, "not_found");
    assertProblem(stranger.get(mine + "/events"), 404, "not_found");
    assertProblem(stranger.post(mine + "/cancel", ""), 404, "not_found");
    assertProblem(stranger.post(mine + "/retry", ""), 404, "not_found");
    assertProblem(api.get("/v1/imports/" + UUID.randomUUID()), 404, "not_found");
  }

  @Test
  void theVideosOfAnImportAreToldByOutcome() {
    // Given a channel of which one video is there already and two cannot be
    channel.uploads(60);
    SimVideo known = channel.video(0);
    api.imported(known.id());
    SimVideo hidden = channel.video(7).makePrivate();
    SimVideo live = channel.video(55).live();
    String items = "/v1/imports/" + api.imported(channel.id()).get("id").asText() + "/items";

    // When
    List<JsonNode> rest = api.all(items);
    List<JsonNode> imported = api.all(items + "?outcome=imported");

    // Then
    assertThat(rest)
        .extracting(ImportListsIT::told)
        .containsExactlyInAnyOrder(
            known.id() + " duplicate already_imported",
            hidden.id() + " unavailable private",
            live.id() + " filtered live");
    assertThat(imported).hasSize(57);
    assertThat(imported)
        .allSatisfy(
            item -> {
              assertThat(item.get("outcome").asText()).isEqualTo("imported");
              assertThat(
                      api.get("/v1/projects/" + item.get("projectId").asText())
                          .json()
                          .at("/content/video/videoId"))
                  .isEqualTo(item.get("videoId"));
            });
    assertThat(videos(items + "?limit=20&outcome=imported"))
        .as("in pages")
        .isEqualTo(imported.stream().map(item -> item.get("videoId").asText()).toList());
    assertThat(api.all(items + "?outcome=unavailable&outcome=filtered")).hasSize(2);
    assertThat(api.all(items + "?outcome=failed")).isEmpty();
    assertThat(
            api.all(
                items
                    + "?outcome=imported&outcome=duplicate&outcome=filtered"
                    + "&outcome=unavailable&outcome=failed"))
        .hasSize(60);
  }

  private static String told(JsonNode item) {
    return item.get("videoId").asText()
        + " "
        + item.get("outcome").asText()
        + " "
        + item.get("reason").asText();
  }

  private List<String> pages(String path) {
    return walk(path, "id");
  }

  private List<String> videos(String path) {
    return walk(path, "videoId");
  }

  private List<String> walk(String path, String field) {
    List<String> found = new ArrayList<>();
    JsonNode page = api.get(path).json();
    page.get("items").forEach(item -> found.add(item.get(field).asText()));
    while (!page.get("nextCursor").isNull()) {
      assertThat(page.get("items")).as("a page before the last").isNotEmpty();
      page = api.get(path + "&cursor=" + page.get("nextCursor").asText()).json();
      page.get("items").forEach(item -> found.add(item.get(field).asText()));
    }
    return found;
  }
}
