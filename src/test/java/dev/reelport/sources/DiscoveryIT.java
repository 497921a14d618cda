package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.ActiveFault;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimVideo;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** New videos of what is followed are found, by the cheapest rung that works. */
class DiscoveryIT {

  private static final String RUNS =
      "select count(*) from import i join source s on s.id = i.source_id"
          + " where s.list_id = ? and i.rung = ?";

  private static Reelport reelport;

  private final String user = Reelport.newUser();

  @BeforeAll
  static void start() {
    reelport =
        Reelport.with(
            Map.of(
                "REELPORT_DISCOVERY_EVERY", "1s",
                // So that what a killed instance had in hand is free again soon.
                "REELPORT_DISCOVERY_CLAIM", "20s"));
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @AfterEach
  void heal() {
    reelport.youTube().heal();
  }

  @Test
  void theFeedShowsANewVideoToAllWhoFollowForNothing() {
    // Given two who follow, and a list that was counted today
    SimChannel channel = followed("shown-by-feed");
    String other = Reelport.newUser();
    reelport.as(other).imported(channel.id());
    checked(channel);
    int counts = reelport.youTube().calls(Route.CHANNELS);
    int pages = reelport.youTube().calls(Route.PLAYLIST_ITEMS);
    int details = reelport.youTube().calls(Route.VIDEOS);

    // When
    SimVideo video = channel.publish();
    due(channel);

    // Then each has it by one run, and its details were asked for once
    has(user, video);
    has(other, video);
    assertThat(reelport.youTube().calls(Route.CHANNELS)).isEqualTo(counts);
    assertThat(reelport.youTube().calls(Route.PLAYLIST_ITEMS)).isEqualTo(pages);
    assertThat(reelport.youTube().calls(Route.VIDEOS) - details).isEqualTo(1);
    assertThat(reelport.count(RUNS, channel.uploadsId(), "feed")).isEqualTo(2);
    assertThat(reelport.youTube().calls(Route.SEARCH)).isZero();
    long seen =
        reelport.count(
            "select count(*) from source_item i join source s on s.id = i.source_id"
                + " where s.list_id = ? and i.video_id = ? and i.rung = 'feed'"
                + " and i.state = 'imported'",
            channel.uploadsId(),
            video.id());
    assertThat(seen).isEqualTo(2);
  }

  @Test
  void anUnchangedFeedIsAskedForByItsEtag() {
    // Given
    SimChannel channel = followed("unchanged");
    checked(channel);

    // When
    checked(channel);

    // Then
    assertThat(reelport.youTube().requests())
        .filteredOn(seen -> seen.route().filter(Route.FEED::equals).isPresent())
        .filteredOn(seen -> seen.parameter("channel_id").filter(channel.id()::equals).isPresent())
        .last()
        .satisfies(seen -> assertThat(seen.header("if-none-match")).isPresent());
  }

  @Test
  void whereTheFeedIsMissingTheCountTellsAndThePageShows() {
    // Given a list that was counted, and whose feed is gone then
    SimChannel channel = followed("without-feed");
    checked(channel);
    SimVideo video = channel.publish();
    try (ActiveFault gone =
        reelport
            .youTube()
            .fail(FaultRule.on(Route.FEED).naming(channel.id()).with(Faults.html(404)))) {
      int counts = reelport.youTube().calls(Route.CHANNELS, channel.id());
      int pages = reelport.youTube().calls(Route.PLAYLIST_ITEMS, channel.uploadsId());

      // When
      due(channel);

      // Then
      has(user, video);
      assertThat(reelport.youTube().calls(Route.CHANNELS, channel.id()) - counts).isEqualTo(1);
      assertThat(reelport.youTube().calls(Route.PLAYLIST_ITEMS, channel.uploadsId()) - pages)
          .isEqualTo(1);
      assertThat(gone.struck()).isEqualTo(1);
    }
    assertThat(reelport.count(RUNS, channel.uploadsId(), "page")).isEqualTo(1);

    // And it is left alone for a while
    assertThat(
            reelport.count(
                "select count(*) from watched_list where list_id = ?"
                    + " and feed_misses = 1 and feed_demoted_until > now()",
                channel.uploadsId()))
        .isEqualTo(1);
  }

  @Test
  void anOldVideoThatIsMadePublicIsFoundByTheCount() {
    // Given
    SimChannel channel = followed("made-public");
    checked(channel);
    SimVideo video = channel.publishLate(18, channel.video(18).publishedAt());

    // When a day has gone by since the last count
    reelport.change(
        "update watched_list set counted_at = now() - interval '2 days' where list_id = '"
            + channel.uploadsId()
            + "'");
    due(channel);

    // Then
    has(user, video);
    assertThat(reelport.count(RUNS, channel.uploadsId(), "page")).isEqualTo(1);
  }

  @Test
  void killedInTheMiddleOfACheckNothingIsLost() {
    // Given a feed that takes its time
    SimChannel channel = followed("killed");
    checked(channel);
    SimVideo video = channel.publish();
    int before = reelport.youTube().calls(Route.FEED, channel.id());
    try (ActiveFault slow =
        reelport
            .youTube()
            .fail(
                FaultRule.on(Route.FEED)
                    .naming(channel.id())
                    .with(Faults.delay(Duration.ofSeconds(8))))) {
      due(channel);
      await().until(() -> reelport.youTube().calls(Route.FEED, channel.id()) > before);

      // When
      reelport.service().kill();
      assertThat(slow.struck()).isPositive();
    }
    reelport.startAgain();

    // Then it is found once
    has(user, video);
    assertThat(reelport.count(RUNS, channel.uploadsId(), "feed")).isEqualTo(1);
    JsonNode source = reelport.as(user).all("/v1/sources").get(0);
    JsonNode audit =
        reelport.as(user).get("/v1/sources/" + source.get("id").asText() + "/audit").json();
    assertThat(audit.toString()).contains("\"imported\":21");
  }

  /** A channel of 20 that the user follows, all of it imported. */
  private SimChannel followed(String name) {
    SimChannel channel = reelport.youTube().world().channel(name).plain().uploads(20);
    reelport.as(user).imported(channel.id());
    return channel;
  }

  /** Checks the channel, and waits until that is done. */
  private static void checked(SimChannel channel) {
    String since =
        "select count(*) from source where list_id = ? and last_checked_at > "
            + "(select max(updated_at) from source where list_id = ?) and claimed_until is null";
    reelport.change(
        "update source set next_check_at = null, last_checked_at = null, claimed_until = null,"
            + " updated_at = now() where list_id = '"
            + channel.uploadsId()
            + "'");
    await().until(() -> reelport.count(since, channel.uploadsId(), channel.uploadsId()) > 0);
  }

  private static void due(SimChannel channel) {
    reelport.change(
        "update source set next_check_at = null where list_id = '" + channel.uploadsId() + "'");
  }

  private static void has(String user, SimVideo video) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        reelport.count(
                            "select count(*) from project where user_id = ? and external_url like"
                                + " ?",
                            user,
                            "%" + video.id()))
                    .isEqualTo(1));
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }
}
