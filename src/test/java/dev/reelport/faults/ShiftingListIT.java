package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.Wish;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimVideo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list moves between the first page and the second. */
@Tag(FaultTest.FULL_RUN_ONLY)
@Tag(FaultTest.TAG)
class ShiftingListIT {

  private static final int UPLOADS = 170;

  private static Stage stage;

  private final String user = Reelport.newUser();
  private final ApiClient api = stage.reelport.as(user);
  private final SimChannel channel = stage.channel(UPLOADS);

  @BeforeAll
  static void start() {
    stage = Stage.with(Map.of());
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  @FaultTest(number = 23, promise = "a new upload doubles and hides nothing")
  void aVideoPublishedWhileTheListIsReadDoublesNothing() {
    // Given
    List<SimVideo> listed = channel.videos();
    betweenPages(channel::publish);

    // When
    JsonNode ended = imported(new Wish(channel.id(), () -> listed));

    // Then all that was there is imported once; what came in front of it is not seen this time
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(UPLOADS);
    stage.holds();
  }

  @Test
  @FaultTest(number = 23, promise = "a video that goes away hides no other")
  void aVideoDeletedWhileTheListIsReadHidesNoOther() {
    // Given a video of the first page that vanishes from the list: all others move up
    List<SimVideo> listed = channel.videos();
    betweenPages(() -> channel.uploadsPlaylist().remove(listed.get(10)));

    // When
    JsonNode ended = imported(new Wish(channel.id(), () -> listed));

    // Then
    assertThat(ended.at("/counts/discovered").asInt()).isEqualTo(UPLOADS);
    stage.holds();
  }

  @Test
  @FaultTest(number = 23, promise = "a video made private is recorded with its reason")
  void aVideoMadePrivateWhileTheListIsReadIsRecordedWithItsReason() {
    // Given
    SimVideo hidden = channel.video(120);
    betweenPages(hidden::makePrivate);

    // When
    JsonNode ended = imported(Wish.channel(channel));

    // Then
    assertThat(ended.at("/counts/imported").asInt()).isEqualTo(UPLOADS - 1);
    assertThat(ended.at("/counts/unavailable").asInt()).isEqualTo(1);
    List<JsonNode> items =
        api.all("/v1/imports/" + ended.get("id").asText() + "/items?outcome=unavailable");
    assertThat(items)
        .extracting(i -> i.get("videoId").asText() + " " + i.get("reason").asText())
        .containsExactly(hidden.id() + " private");
    stage.holds();
  }

  /** Does that when the second page is asked for, before it is made. */
  private void betweenPages(Runnable change) {
    AtomicBoolean done = new AtomicBoolean();
    stage.youTube.fail(
        FaultRule.about(
                request -> {
                  boolean secondPage =
                      request.route().filter(Route.PLAYLIST_ITEMS::equals).isPresent()
                          && request
                              .parameter("playlistId")
                              .filter(channel.uploadsId()::equals)
                              .isPresent()
                          && request.parameter("pageToken").isPresent();
                  if (secondPage && done.compareAndSet(false, true)) {
                    change.run();
                  }
                  return false;
                })
            .with(Faults.stalled()));
  }

  private JsonNode imported(Wish wish) {
    JsonNode ended = api.ended(stage.requests.ask(user, wish));
    assertThat(ended.get("status").asText()).isEqualTo("succeeded");
    return ended;
  }
}
