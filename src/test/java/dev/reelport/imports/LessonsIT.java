package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Mistakes that importers before this one made, and that no other test would notice. */
class LessonsIT {

  private static Reelport reelport;

  private final String user = Reelport.newUser();
  private final String name = "lesson-" + UUID.randomUUID().toString().substring(0, 8);
  private final ApiClient api = reelport.as(user);
  private final SimChannel channel = reelport.youTube().world().channel(name).plain();

  @BeforeAll
  static void start() {
    reelport = Reelport.shared();
  }

  @Test
  void nothingIsEverSearchedFor() {
    // Given
    channel.handle("@" + name).username(name + "-user").uploads(3);
    List<String> targets =
        List.of(
            "https://www.youtube.com/@" + name + "/videos",
            "https://www.youtube.com/c/" + name,
            "https://www.youtube.com/user/" + name + "-user",
            "https://www.youtube.com/channel/" + channel.id(),
            "https://www.youtube.com/playlist?list=" + channel.uploadsId(),
            "https://youtu.be/" + channel.video(0).id());

    // When
    List<JsonNode> ended = targets.stream().map(api::imported).toList();

    // Then
    assertThat(ended).allMatch(i -> i.get("status").asText().equals("succeeded"));
    assertThat(reelport.youTube().calls(Route.SEARCH)).isZero();
  }

  @Test
  void aVideoHasOneProjectHoweverItsUrlIsSpelled() {
    // Given
    String id = channel.uploads(1).video(0).id();
    List<String> spellings =
        List.of(
            "https://www.youtube.com/watch?v=" + id,
            "https://youtube.com/watch?v=" + id,
            "http://m.youtube.com/watch?feature=share&v=" + id,
            "https://youtu.be/" + id + "?si=abc",
            "youtube.com/shorts/" + id,
            "https://www.youtube.com/embed/" + id,
            " " + id + " ");

    // When
    List<JsonNode> ended = spellings.stream().map(api::imported).toList();

    // Then
    assertThat(ended).extracting(i -> i.at("/counts/discovered").asInt()).containsOnly(1);
    assertThat(ended.stream().mapToInt(i -> i.at("/counts/imported").asInt()).sum()).isOne();
    assertThat(api.all("/v1/projects"))
        .extracting(project -> project.get("externalUrl").asText())
        .containsExactly("https://youtube.com/watch?v=" + id);
  }

  @Test
  void whatIsCountedAsImportedIsThere() {
    // Given an import that takes a while
    channel.uploads(400);
    reelport.youTube().latency(Duration.ofMillis(50));
    try {
      String id = api.importOf(channel.id()).get("id").asText();

      // Then at every moment of it the projects that are counted are there
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                JsonNode now = api.get("/v1/imports/" + id).json();
                assertThat(reelport.count("select count(*) from project where user_id = ?", user))
                    .isGreaterThanOrEqualTo(now.at("/counts/imported").asLong());
                return now.get("status").asText().equals("succeeded");
              });
    } finally {
      reelport.youTube().latency(Duration.ZERO);
    }
  }
}
