package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Door;
import dev.reelport.testing.e2e.ProjectsOf;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.Recorded;
import dev.reelport.testing.youtube.RecordedFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What YouTube really answered becomes projects, through both doors, exact in every field. */
class RecordedImportIT {

  private static final String FIFTY_AND_TWENTY_FOUR = "PL221E2BBF13BECF6C";
  private static final String FIVE_AND_AN_EMPTY_PAGE = "PLcwbNON2hqP4_mGgPvekcSndFezpDdWcY";
  private static final String SHORT_PAGES = "PLWVAp_NybT0tqKyuJQY8WswxrwqjTMkBq";
  private static final String FIVE_OF_SEVEN = "PLTz-v-F773kXwTSKsX_E9t8ZnP_3LYaGy";
  private static final String ONE_PRIVATE = "PLLt-sUPx6jaN8WmXWORKzaT-VJnzw6zgF";
  private static final String ONE_DELETED = "PLSi28iDfECJPJYFA4wjlF5KUucFvc0qbQ";

  private Reelport reelport;
  private Path folder;
  private Recorded recorded;
  private String user;
  private int unitsBefore;

  @BeforeEach
  void serveWhatWasRecorded() {
    Optional<Path> found = RecordedFolder.find();
    assumeTrue(found.isPresent(), "no recorded responses: set REELPORT_RECORDED to their folder");
    folder = found.get();
    reelport = Reelport.shared().settled();
    reelport.forgetAnswers();
    recorded = reelport.youTube().serveRecorded(folder);
    user = Reelport.newUser();
    unitsBefore = reelport.youTube().units();
  }

  @ParameterizedTest
  @EnumSource
  void aPlaylistOfTwoPagesBecomesItsProjects(Door door) {
    // When
    JsonNode ended = door.imported(reelport, user, FIFTY_AND_TWENTY_FOUR);

    // Then two pages and two calls for details
    assertThat(counts(ended)).isEqualTo("74 = 74 + 0 + 0 + 0 + 0");
    assertSpent(ended, 4);
    assertProjects(listed(FIFTY_AND_TWENTY_FOUR));
  }

  @ParameterizedTest
  @EnumSource
  void aPlaylistThatEndsWithAnEmptyPageBecomesItsProjects(Door door) {
    // When
    JsonNode ended =
        door.imported(reelport, user, "youtube.com/playlist?list=" + FIVE_AND_AN_EMPTY_PAGE);

    // Then
    assertThat(counts(ended)).isEqualTo("5 = 5 + 0 + 0 + 0 + 0");
    assertSpent(ended, 3);
    assertProjects(listed(FIVE_AND_AN_EMPTY_PAGE));
  }

  @ParameterizedTest
  @EnumSource
  void pagesThatAreShorterThanTheyMightBeAreAllRead(Door door) {
    // When a list is imported whose videos are all gone today
    JsonNode ended = door.imported(reelport, user, SHORT_PAGES);

    // Then four pages and four calls for details are paid, and every video is accounted for
    assertThat(counts(ended)).isEqualTo("198 = 0 + 0 + 0 + 198 + 0");
    assertSpent(ended, 8);
    assertThat(reasons(ended))
        .isEqualTo(
            listed(SHORT_PAGES).stream()
                .collect(Collectors.toMap(id -> id, id -> "unavailable not_found")));
    assertProjects(List.of());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPrivateOrDeletedIsNamedAndTheRestBecomesProjects(Door door) {
    // When lists with dead entries are imported
    List<JsonNode> ended =
        door.importAll(reelport, user, List.of(FIVE_OF_SEVEN, ONE_PRIVATE, ONE_DELETED));

    // Then only the living are asked for, and the dead are told by name
    assertThat(counts(ended.get(0))).isEqualTo("7 = 5 + 0 + 0 + 2 + 0");
    assertThat(reasons(ended.get(0)))
        .isEqualTo(
            Map.of("WYzg4QQ3REQ", "unavailable deleted", "g_FEWB76-7o", "unavailable deleted"));
    assertThat(reasons(ended.get(1)).values()).containsExactly("unavailable private");
    assertThat(reasons(ended.get(2)).values()).containsExactly("unavailable deleted");
    assertThat(ended).extracting(i -> i.at("/units/spent").asInt()).containsExactly(2, 1, 1);
    assertThat(reelport.youTube().units() - unitsBefore).isEqualTo(4);
    List<String> living = new ArrayList<>(listed(FIVE_OF_SEVEN));
    living.removeAll(reasons(ended.get(0)).keySet());
    assertProjects(living);
  }

  @ParameterizedTest
  @EnumSource
  void everyRecordedVideoBecomesAProjectByItself(Door door) {
    // Given the recorded videos: many without tags, likes, durations or big thumbnails
    List<String> ids =
        recorded.videos().stream()
            .filter(video -> video.has("snippet"))
            .map(video -> video.get("id").textValue())
            .toList();
    assertThat(ids).hasSizeGreaterThan(90);

    // When each is imported by its address
    List<JsonNode> ended =
        door.importAll(
            reelport, user, ids.stream().map(id -> "https://youtu.be/" + id + "?t=3").toList());

    // Then none costs more than a unit, and those that were taken together cost one
    assertThat(ended).extracting(RecordedImportIT::counts).containsOnly("1 = 1 + 0 + 0 + 0 + 0");
    int spent = ended.stream().mapToInt(i -> i.at("/units/spent").asInt()).sum();
    assertThat(ended).extracting(i -> i.at("/units/spent").asInt()).isSubsetOf(0, 1);
    assertThat(spent).isBetween(2, ids.size());
    assertThat(ended)
        .extracting(i -> i.get("title").textValue())
        .isEqualTo(
            ids.stream()
                .map(id -> recorded.video(id).orElseThrow().at("/snippet/title").textValue())
                .toList());
    assertThat(reelport.youTube().units() - unitsBefore).isEqualTo(spent);
    assertProjects(ids);
  }

  @Test
  void aRecordedChannelBecomesItsProjects() {
    // Given a recorded channel, and of its uploads the two pages that were recorded
    String channel = "UCEBb1b_L6zDS3xTUrIALZOw";
    List<String> uploads =
        reelport
            .youTube()
            .serveRecordedPlaylist(
                "UU" + channel.substring(2),
                folder.resolve("playlistItems/mit.playlistItems.list.1.json"),
                folder.resolve("playlistItems/mit.playlistItems.list_next.0.json"))
            .videoIds();

    // When it is imported through one door, and by another user through the other
    JsonNode first = Door.KAFKA.imported(reelport, user, "youtube.com/channel/" + channel);
    String other = Reelport.newUser();
    JsonNode second = Door.HTTP.imported(reelport, other, "youtube.com/channel/" + channel);

    // Then the second one has what the first one was told
    assertThat(first.get("title").textValue()).isEqualTo("MIT OpenCourseWare");
    assertThat(List.of(counts(first), counts(second))).containsOnly("74 = 74 + 0 + 0 + 0 + 0");
    assertThat(first.at("/units/spent").asInt()).isEqualTo(5);
    assertThat(second.at("/units/spent").asInt()).isZero();
    assertThat(reelport.youTube().units() - unitsBefore).isEqualTo(5);
    assertProjects(uploads);
    new ProjectsOf(reelport, other).areExactly(videos(uploads), true, true);
  }

  @Test
  void aRecordedChannelIsFoundByItsHandle() {
    // When
    JsonNode ended =
        Door.HTTP.imported(reelport, user, "https://www.youtube.com/@GoogleDevelopers");

    // Then its lookup, its one page, and one call for details are paid
    assertThat(ended.get("title").textValue()).isEqualTo("Google for Developers");
    assertThat(counts(ended)).isEqualTo("5 = 0 + 0 + 0 + 5 + 0");
    assertSpent(ended, 3);
  }

  private void assertSpent(JsonNode ended, int units) {
    assertThat(ended.get("status").textValue()).isEqualTo("succeeded");
    assertThat(ended.at("/units/spent").asInt()).isEqualTo(units);
    assertThat(reelport.youTube().units() - unitsBefore).isEqualTo(units);
  }

  private void assertProjects(Collection<String> videoIds) {
    new ProjectsOf(reelport, user).areExactly(videos(videoIds), true, true);
  }

  private List<? extends JsonNode> videos(Collection<String> ids) {
    return ids.stream().map(id -> recorded.video(id).orElseThrow()).toList();
  }

  private List<String> listed(String playlist) {
    return recorded.playlist(playlist).orElseThrow().videoIds();
  }

  /** By video: what became of it and why, for all that were not imported. */
  private Map<String, String> reasons(JsonNode ended) {
    ApiClient api = reelport.as(user);
    return api.all("/v1/imports/" + ended.get("id").textValue() + "/items").stream()
        .collect(
            Collectors.toMap(
                item -> item.get("videoId").textValue(),
                item -> item.get("outcome").textValue() + " " + item.get("reason").textValue()));
  }

  private static String counts(JsonNode ended) {
    JsonNode counts = ended.get("counts");
    return counts.get("discovered")
        + " = "
        + counts.get("imported")
        + " + "
        + counts.get("duplicates")
        + " + "
        + counts.get("filtered")
        + " + "
        + counts.get("unavailable")
        + " + "
        + counts.get("failed");
  }
}
