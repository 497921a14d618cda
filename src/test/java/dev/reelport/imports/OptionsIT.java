package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ProjectsOf;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimVideo;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an import leaves out, why, and what it costs, on a channel that has some of everything. */
class OptionsIT {

  private static final int UPLOADS = 130;
  private static final int PRIVATE = 6;
  private static final int DELETED = 7;
  private static final Instant SOON = Instant.parse("2030-01-01T00:00:00Z");

  private final Reelport reelport = Reelport.shared();
  private final String user = Reelport.newUser();
  private final ApiClient api = reelport.as(user);

  /** By place in the list: the reason a video is left out; nothing for those that are imported. */
  private final Map<Integer, String> leftOut = new LinkedHashMap<>();

  private SimChannel channel;

  @ParameterizedTest
  @CsvSource({"video", "short", "live", "'video,short'", "'live,video'", "'video,short,live'"})
  void onlyTheKindsAskedForAreImported(String include) {
    // Given
    channel = channel("kinds " + include);
    List<String> kinds = List.of(include.split(","));
    for (int n = 0; n < UPLOADS; n++) {
      if (!kinds.contains(kindAt(n))) {
        leftOut.putIfAbsent(n, "filtered kind");
      }
    }

    // When
    String named = kinds.stream().map(k -> '"' + k + '"').collect(Collectors.joining(","));
    JsonNode ended = run("{\"include\":[" + named + "]}");

    // Then kinds are only known from the details, which are asked for all but the dead
    assertResult(ended, UPLOADS, 1 + 3 + pages(UPLOADS - 2));
  }

  @Test
  void videosBeforeADayAreLeftOutAndNotAskedFor() {
    // Given
    channel = channel("after");
    for (int n = 101; n < UPLOADS; n++) {
      leftOut.put(n, "filtered published_after");
    }

    // When the day of the hundredth but one is asked for
    JsonNode ended = run("{\"publishedAfter\":\"" + channel.video(100).publishedAt() + "\"}");

    // Then it belongs to them
    assertResult(ended, UPLOADS, 1 + 3 + pages(101 - 2));
  }

  @Test
  void videosFromADayOnAreLeftOutAndNotAskedFor() {
    // Given
    channel = channel("before");
    for (int n = 0; n <= 30; n++) {
      if (n != PRIVATE && n != DELETED) {
        leftOut.put(n, "filtered published_before");
      }
    }

    // When
    JsonNode ended = run("{\"publishedBefore\":\"" + channel.video(30).publishedAt() + "\"}");

    // Then that instant itself does not belong to them
    assertResult(ended, UPLOADS, 1 + 3 + pages(UPLOADS - 31));
  }

  @Test
  void bothDaysAndAKindTogetherLeaveWhatAgreesWithAll() {
    // Given
    channel = channel("between");
    for (int n = 0; n < UPLOADS; n++) {
      if (n <= 20 && n != PRIVATE && n != DELETED) {
        leftOut.put(n, "filtered published_before");
      } else if (n > 40) {
        leftOut.put(n, "filtered published_after");
      } else if (!kindAt(n).equals("short")) {
        leftOut.putIfAbsent(n, "filtered kind");
      }
    }

    // When
    JsonNode ended =
        run(
            "{\"include\":[\"short\"],\"publishedAfter\":\"%s\",\"publishedBefore\":\"%s\"}"
                .formatted(channel.video(40).publishedAt(), channel.video(20).publishedAt()));

    // Then one call for the details of the twenty in between is enough
    assertResult(ended, UPLOADS, 1 + 3 + 1);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,1", "50,1", "51,2", "100,2", "101,3", "129,3", "130,3", "20000,3"})
  void onlyTheNewestAreDiscoveredAndNoPageTooManyIsRead(int maxVideos, int pages) {
    // Given
    channel = channel("most " + maxVideos);
    int discovered = Math.min(maxVideos, UPLOADS);
    leftOut.keySet().removeIf(n -> n >= discovered);
    int dead = leftOut("unavailable");

    // When
    JsonNode ended = run("{\"maxVideos\":" + maxVideos + "}");

    // Then
    assertResult(ended, discovered, 1 + pages + pages(discovered - dead));
  }

  @Test
  void theNewestAreCountedBeforeTheyAreFiltered() {
    // Given
    channel = channel("newest shorts");
    leftOut.keySet().removeIf(n -> n >= 20);
    for (int n = 0; n < 20; n++) {
      if (!kindAt(n).equals("short")) {
        leftOut.putIfAbsent(n, "filtered kind");
      }
    }

    // When
    JsonNode ended = run("{\"maxVideos\":20,\"include\":[\"short\"]}");

    // Then
    assertResult(ended, 20, 1 + 1 + 1);
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false"})
  void projectsAreAsPublicAndAsShownAsAskedFor(boolean isPrivate, boolean showcase) {
    // Given
    channel = channel("public " + isPrivate + showcase);

    // When
    JsonNode ended = run("{\"private\":" + isPrivate + ",\"showcase\":" + showcase + "}");

    // Then
    assertThat(ended.at("/options/private").asBoolean()).isEqualTo(isPrivate);
    assertThat(ended.at("/options/showcase").asBoolean()).isEqualTo(showcase);
    new ProjectsOf(reelport, user).areExactly(imported(UPLOADS), isPrivate, showcase);
  }

  /** Ordinary videos of ten minutes, but for some of every other sort. */
  private SimChannel channel(String name) {
    SimChannel made = reelport.youTube().world().channel("options " + name).plain();
    made.uploads(UPLOADS);
    for (int n = 0; n < UPLOADS; n++) {
      made.video(n).duration("PT10M");
      if (kindAt(n).equals("short")) {
        made.video(n).shortVideo().duration(n == 11 ? "PT3M" : "PT59S");
      } else if (kindAt(n).equals("live")) {
        made.video(n).streamed(n == 12 ? Duration.ofSeconds(90) : Duration.ofHours(27));
      }
    }
    made.video(8).duration("PT3M1S");
    made.video(9).duration(null);
    made.video(10).duration("P0D");
    made.video(3).live();
    made.video(4).upcoming(SOON);
    made.video(5).premiere(SOON);
    made.video(PRIVATE).makePrivate();
    made.video(DELETED).delete();
    leftOut.put(3, "filtered live");
    leftOut.put(4, "filtered upcoming");
    leftOut.put(5, "filtered upcoming");
    leftOut.put(PRIVATE, "unavailable private");
    leftOut.put(DELETED, "unavailable deleted");
    return made;
  }

  private static String kindAt(int n) {
    return n % 10 == 1 ? "short" : n % 10 == 2 ? "live" : "video";
  }

  private static int pages(int videos) {
    return (videos + 49) / 50;
  }

  private JsonNode run(String options) {
    int before = reelport.youTube().units();
    JsonNode ended = api.imported(channel.id(), options);
    assertThat(ended.at("/units/spent").asInt()).isEqualTo(reelport.youTube().units() - before);
    return ended;
  }

  private void assertResult(JsonNode ended, int discovered, int units) {
    assertThat(ended.get("status").textValue()).isEqualTo("succeeded");
    assertThat(reasons(ended))
        .isEqualTo(
            leftOut.entrySet().stream()
                .collect(
                    Collectors.toMap(e -> channel.video(e.getKey()).id(), Map.Entry::getValue)));
    JsonNode counts = ended.get("counts");
    assertThat(counts.get("discovered").asInt()).isEqualTo(discovered);
    assertThat(counts.get("imported").asInt()).isEqualTo(discovered - leftOut.size());
    assertThat(counts.get("filtered").asInt()).isEqualTo(leftOut("filtered"));
    assertThat(counts.get("unavailable").asInt()).isEqualTo(leftOut("unavailable"));
    assertThat(counts.get("duplicates").asInt() + counts.get("failed").asInt()).isZero();
    assertThat(ended.at("/units/spent").asInt()).isEqualTo(units);
    new ProjectsOf(reelport, user).areExactly(imported(discovered), true, true);
  }

  private List<? extends JsonNode> imported(int discovered) {
    List<SimVideo> videos = channel.videos().subList(0, discovered);
    return videos.stream()
        .filter(video -> !leftOut.containsKey(videos.indexOf(video)))
        .map(SimVideo::json)
        .toList();
  }

  private int leftOut(String outcome) {
    return (int) leftOut.values().stream().filter(why -> why.startsWith(outcome)).count();
  }

  private Map<String, String> reasons(JsonNode ended) {
    return api.all("/v1/imports/" + ended.get("id").textValue() + "/items").stream()
        .collect(
            Collectors.toMap(
                item -> item.get("videoId").textValue(),
                item -> item.get("outcome").textValue() + " " + item.get("reason").textValue()));
  }
}
