package dev.reelport.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Browser;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.Bucket;
import dev.reelport.testing.youtube.SeenRequest;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimVideo;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of videos after their import, on real servers. Time goes by in the database. */
class VideoLifeIT {

  private static final Map<String, String> SETTINGS =
      Map.of("REELPORT_UPKEEP_EVERY", "1s", "REELPORT_UPKEEP_SETTLED", "0s");

  private static final String LIFE = "select count(*) from video_life where video_id = ?";

  private static final String SHOWN = "{\"private\":false}";

  private static Reelport reelport;

  private final ApiClient ann = reelport.as(Reelport.newUser());
  private final ApiClient bob = reelport.as(Reelport.newUser());
  private final SimChannel channel =
      reelport.youTube().world().channel("life-" + UUID.randomUUID()).plain();

  @BeforeAll
  static void start() {
    reelport = Reelport.with(SETTINGS);
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @Test
  void countersOfAllUsersAreRefreshedAtACallForFiftyInTheirOwnBucket() {
    // Given
    channel.uploads(120);
    ann.imported(channel.id());
    bob.imported(channel.id());
    SimVideo video = channel.video(7).views(123_456).likes(99);
    channel.video(8).withoutLikes();
    awaitEntered();
    reelport.youTube().resetUnits();
    long booked = booked();

    // When
    lookAgain();

    // Then
    for (ApiClient user : List.of(ann, bob)) {
      assertThat(project(user, video).at("/content/video/viewCount").asLong()).isEqualTo(123_456);
      assertThat(project(user, video).at("/content/video/likeCount").asLong()).isEqualTo(99);
      assertThat(project(user, channel.video(8)).at("/content/video/likeCount").isNull()).isTrue();
    }
    assertThat(reelport.youTube().units(Bucket.BATCH_GET_STATS)).isEqualTo(3);
    assertThat(reelport.youTube().units(Bucket.GENERAL)).isZero();
    assertThat(booked() - booked).isEqualTo(3);
  }

  @Test
  void whatIsGoneIsHiddenWhenThatIsCertainAndShownWhenItIsBack() {
    // Given a video that Ann shows, Bob keeps private, and others have decided about
    SimVideo video = channel.uploads(3).video(1);
    ApiClient wants = reelport.as(Reelport.newUser());
    ApiClient changes = reelport.as(Reelport.newUser());
    ann.imported(video.id(), SHOWN);
    bob.imported(video.id());
    wants.imported(video.id());
    patch(wants, video, SHOWN);
    changes.imported(video.id(), SHOWN);
    awaitEntered(video);

    // When it is not there once
    video.makePrivate();
    lookAgain(video);
    assertThat(isPrivate(ann, video)).as("asked once").isFalse();
    lookAgain(video);
    assertThat(isPrivate(ann, video)).as("asked twice, too soon").isFalse();

    // And a day later still is not
    aDayLater(video);
    lookAgain(video);

    // Then
    assertThat(isPrivate(ann, video)).isTrue();
    assertThat(isPrivate(bob, video)).isTrue();
    assertThat(isPrivate(wants, video)).as("decided by its user").isFalse();
    assertThat(isPrivate(changes, video)).isTrue();
    patch(changes, video, "{\"private\":true}");

    // When it is back
    video.makePublic();
    lookAgain(video);

    // Then only what was hidden by us, and left alone since, is shown
    assertThat(isPrivate(ann, video)).isFalse();
    assertThat(isPrivate(bob, video)).isTrue();
    assertThat(isPrivate(wants, video)).isFalse();
    assertThat(isPrivate(changes, video)).isTrue();
  }

  @Test
  void theSourceThatFollowsAVideoDecidesWhatBecomesOfIt() {
    // Given
    SimVideo video = channel.uploads(2).video(0);
    keep(ann, "keep");
    keep(bob, "delete");
    awaitEntered(video);

    // When
    video.makePrivate();
    lookAgain(video);
    aDayLater(video);
    lookAgain(video);

    // Then
    assertThat(isPrivate(ann, video)).isFalse();
    assertThat(ann.all("/v1/projects")).hasSize(2);
    assertThat(bob.all("/v1/projects")).hasSize(1);
  }

  private void keep(ApiClient user, String policy) {
    String body = "{\"target\": \"%s\", \"policy\": \"%s\", \"options\": {\"private\": false}}";
    assertThat(user.post("/v1/sources", body.formatted(channel.id(), policy)).status())
        .isEqualTo(201);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> user.all("/v1/projects").size() == 2);
  }

  @Test
  void whatIsBackWithinTheDayWasNeverGone() {
    SimVideo video = channel.uploads(1).video(0);
    ann.imported(video.id(), SHOWN);
    awaitEntered(video);

    video.makePrivate();
    lookAgain(video);
    video.makePublic();
    lookAgain(video);
    video.makePrivate();
    lookAgain(video);

    assertThat(isPrivate(ann, video)).isFalse();
    assertThat(reelport.count(LIFE + " and missing_since > now() - interval '1 hour'", video.id()))
        .isEqualTo(1);
  }

  @Test
  void anUnlistedVideoStays() {
    SimVideo video = channel.uploads(1).video(0);
    ann.imported(video.id(), SHOWN);
    awaitEntered(video);

    video.makeUnlisted();
    lookAgain(video);

    assertThat(reelport.count(LIFE + " and missing_since is null", video.id())).isEqualTo(1);
  }

  @Test
  void editsAreTakenOverExceptWhereTheUserHasMadeTheirOwn() {
    // Given
    SimVideo video = channel.uploads(1).video(0);
    ann.imported(video.id());
    bob.imported(video.id());
    patch(ann, video, "{\"title\":\"Mine\"}");
    patch(bob, video, "{\"description\":\"My words\"}");
    awaitEntered(video);
    video.title("New title").description("New description").tags("new");

    // When everything is asked for again
    change("details_at = now() - interval '26 days'", video);
    reelport.youTube().resetUnits();
    lookAgain(video);

    // Then
    JsonNode anns = project(ann, video);
    JsonNode bobs = project(bob, video);
    assertThat(anns.get("title").asText()).isEqualTo("Mine");
    assertThat(anns.get("description").asText()).isEqualTo("New description");
    assertThat(anns.at("/content/blocks/0/content").asText()).isEqualTo("New description");
    assertThat(anns.at("/content/video/tags/0").asText()).isEqualTo("new");
    assertThat(bobs.get("title").asText()).isEqualTo("New title");
    assertThat(bobs.get("description").asText()).isEqualTo("My words");
    assertThat(reelport.youTube().units(Bucket.GENERAL)).isEqualTo(1);
    assertThat(reelport.youTube().units(Bucket.BATCH_GET_STATS)).isZero();
  }

  @Test
  void whatAUserDeletedStaysDeletedAndIsLookedAfterNoMore() {
    // Given
    SimVideo video = channel.uploads(1).video(0);
    ann.imported(video.id());
    awaitEntered(video);
    ann.delete("/v1/projects/" + project(ann, video).get("id").asText());

    // When
    change("next_check_at = now()", video);

    // Then
    Awaitility.await().until(() -> reelport.count(LIFE, video.id()) == 0);
    assertThat(ann.all("/v1/projects")).isEmpty();
    assertThat(ann.imported(channel.id()).at("/counts/filtered").asInt()).isEqualTo(1);
  }

  @Test
  void whatOnlyItsOwnersGrantShowsIsAskedForByThatGrantAndNotTakenForGone() {
    // Given
    SimVideo secret = channel.uploads(3).video(1).makePrivate();
    new Browser(channel).connect(ann, reelport.service().uri());
    Awaitility.await().until(() -> connection().equals("connected"));
    ann.imported(channel.id(), SHOWN);
    awaitEntered(secret);

    // When
    secret.views(77);
    lookAgain(secret);
    aDayLater(secret);
    lookAgain(secret);

    // Then
    assertThat(project(ann, secret).at("/content/video/viewCount").asInt()).isEqualTo(77);
    assertThat(isPrivate(ann, secret)).isFalse();
    assertThat(
            reelport.youTube().requests().stream()
                .filter(request -> request.values("id").contains(secret.id()))
                .map(SeenRequest::apiKey))
        .isNotEmpty()
        .allMatch(key -> key.isEmpty());

    // When there is no grant any more, nobody can say
    ann.delete("/v1/connections/youtube");
    for (int n = 0; n < 2; n++) {
      lookAgain(secret);
      aDayLater(secret);
    }
    assertThat(isPrivate(ann, secret)).isFalse();
    assertThat(reelport.count(LIFE + " and gone_at is null", secret.id())).isEqualTo(1);
  }

  @Test
  void whatYouTubeDoesNotConfirmForThirtyDaysIsTakenOutAndPutBack() {
    // Given
    SimVideo video = channel.uploads(1).video(0).tags("a");
    ann.imported(video.id());
    bob.imported(video.id());
    patch(bob, video, "{\"title\":\"Mine\"}");
    awaitEntered(video);

    // When
    video.makePrivate();
    change("details_at = now() - interval '31 days'", video);
    lookAgain(video);

    // Then
    Awaitility.await()
        .until(() -> reelport.count(LIFE + " and stripped_at is not null", video.id()) == 1);
    JsonNode anns = project(ann, video);
    assertThat(anns.get("title").asText()).isEqualTo(video.id());
    assertThat(anns.get("description").asText()).isEmpty();
    assertThat(anns.get("featuredImageUrl").isNull()).isTrue();
    assertThat(anns.at("/content/video/viewCount").isNull()).isTrue();
    assertThat(anns.at("/content/video/tags")).isEmpty();
    assertThat(anns.at("/content/blocks/0/content").asText()).isEmpty();
    assertThat(project(bob, video).get("title").asText()).isEqualTo("Mine");

    // When
    video.makePublic();
    lookAgain(video);

    // Then
    assertThat(project(ann, video).get("title").asText()).isEqualTo(video.title());
    assertThat(project(ann, video).at("/content/video/tags/0").asText()).isEqualTo("a");
  }

  @Test
  void aServiceThatWasOffLooksBeforeItTakesAnythingOut() {
    SimVideo video = channel.uploads(1).video(0);
    ann.imported(video.id());
    awaitEntered(video);

    change("details_at = now() - interval '90 days'", video);
    lookAgain(video);

    assertThat(project(ann, video).get("title").asText()).isEqualTo(video.title());
    assertThat(reelport.count(LIFE + " and details_at > now() - interval '1 hour'", video.id()))
        .isEqualTo(1);
  }

  @Test
  void withThePolicyDeleteProjectsGoWithoutATombstone() {
    try (Reelport deleting =
        Reelport.with(
            Map.of(
                "REELPORT_UPKEEP_EVERY", "1s",
                "REELPORT_UPKEEP_SETTLED", "0s",
                "REELPORT_UPKEEP_CONFIRM_AFTER", "2s",
                "REELPORT_UPKEEP_REFRESH_EVERY", "2s",
                "REELPORT_GONE_VIDEOS", "delete"))) {
      // Given
      SimVideo video = deleting.youTube().world().channel("gone").plain().uploads(1).video(0);
      ApiClient user = deleting.as("ann");
      user.imported(video.id());

      // When
      video.makePrivate();

      // Then
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> user.all("/v1/projects").isEmpty());
      assertThat(deleting.count("select count(*) from project_tombstone")).isZero();
      video.makePublic();
      deleting.forgetAnswers();
      assertThat(user.imported(video.channel().id()).at("/counts/imported").asInt()).isEqualTo(1);
    }
  }

  @Test
  void nobodyButTheServiceItselfSeesWhatIsKnownOfVideos() throws SQLException {
    SimVideo video = channel.uploads(1).video(0);
    ann.imported(video.id());
    awaitEntered(video);

    try (Connection app = reelport.stack().postgres().connectAsApp();
        Statement statement = app.createStatement()) {
      statement.execute("set role reelport_user");
      try (ResultSet rows = statement.executeQuery("select count(*) from video_life")) {
        rows.next();
        assertThat(rows.getLong(1)).isZero();
      }
    }
  }

  private SimVideo[] all() {
    return channel.videos().toArray(SimVideo[]::new);
  }

  private void awaitEntered(SimVideo... videos) {
    String ids = ids(videos.length == 0 ? all() : videos);
    int size = ids.split(",", -1).length;
    Awaitility.await("entered")
        .until(
            () ->
                reelport.count(
                        "select count(distinct video_id) from video_life where video_id in ("
                            + ids
                            + ")")
                    == size);
  }

  /** Lets the time of these videos come, and waits until that is dealt with. */
  private void lookAgain(SimVideo... videos) {
    SimVideo[] some = videos.length == 0 ? all() : videos;
    change("next_check_at = now() - interval '1 second'", some);
    // While an instance has them, they are due again in ten minutes.
    Awaitility.await("looked after")
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                reelport.count(
                        "select count(*) from video_life where video_id in ("
                            + ids(some)
                            + ") and next_check_at < now() + interval '11 minutes'")
                    == 0);
  }

  private static void aDayLater(SimVideo video) {
    change("missing_since = missing_since - interval '25 hours'", video);
  }

  private static void change(String what, SimVideo... videos) {
    reelport.change("update video_life set " + what + " where video_id in (" + ids(videos) + ")");
  }

  private static String ids(SimVideo... videos) {
    return Stream.of(videos).map(video -> "'" + video.id() + "'").collect(Collectors.joining(", "));
  }

  private static long booked() {
    return reelport.count(
        "select coalesce(sum(units), 0) from quota_ledger where bucket = 'batchGetStats'");
  }

  private static JsonNode project(ApiClient user, SimVideo video) {
    return user.all("/v1/projects").stream()
        .filter(project -> project.at("/content/video/videoId").asText().equals(video.id()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isPrivate(ApiClient user, SimVideo video) {
    return project(user, video).get("private").asBoolean();
  }

  private static void patch(ApiClient user, SimVideo video, String json) {
    String id = project(user, video).get("id").asText();
    assertThat(user.patch("/v1/projects/" + id, json).status()).isEqualTo(200);
  }

  private String connection() {
    return ann.get("/v1/connections/youtube").json().get("status").asText();
  }
}
